package io.plimsoll.gateway.cli;

import io.plimsoll.budget.config.PolicyFile;
import io.plimsoll.budget.config.PolicyFileException;
import io.plimsoll.budget.config.PolicyFiles;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Reads a policy file and reports every problem in it.")
final class CheckCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "the policy file")
    private Path file;

    @Override
    public Integer call() {
        try {
            PolicyFile policy = PolicyFiles.ofProcess().read(file);
            spec.commandLine()
                    .getOut()
                    .printf(
                            "%s: valid (%d backends, %d models, %d policies, %d tenants)%n",
                            file,
                            policy.backends().size(),
                            policy.models().size(),
                            policy.policies().size(),
                            policy.tenants().size());
            return 0;
        } catch (PolicyFileException problems) {
            spec.commandLine().getErr().println(problems.getMessage());
            return 1;
        }
    }
}
