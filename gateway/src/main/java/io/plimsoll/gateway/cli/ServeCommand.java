package io.plimsoll.gateway.cli;

import io.plimsoll.budget.config.BackendEntry;
import io.plimsoll.budget.config.ListenSettings;
import io.plimsoll.budget.config.PolicyFile;
import io.plimsoll.budget.config.PolicyFileException;
import io.plimsoll.budget.config.PolicyFiles;
import io.plimsoll.budget.config.PolicyWatch;
import io.plimsoll.budget.config.PolicyWatchListener;
import io.plimsoll.gateway.Gateway;
import io.vertx.core.Vertx;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Runs the gateway. With --backend alone a sensible policy applies; a policy file says more.")
final class ServeCommand implements Callable<Integer> {

    private static final Logger LOG = LoggerFactory.getLogger(ServeCommand.class);
    private static final Duration RELOAD_EVERY = Duration.ofSeconds(1);
    private static final long START_LIMIT_SECONDS = 60;
    private static final long CLOSE_LIMIT_SECONDS = 35;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--backend",
            paramLabel = "URL",
            description = "an inference server, such as http://10.0.0.1:8000; repeatable; takes the place of the file's"
                    + " backends")
    private List<URI> backends = List.of();

    @Option(names = "--config", paramLabel = "FILE", description = "the policy file; it is read again when it changes")
    private @Nullable Path config;

    @Option(names = "--port", paramLabel = "PORT", description = "the port to listen on, instead of the file's (8080)")
    private @Nullable Integer port;

    @Option(names = "--host", paramLabel = "ADDRESS", description = "the address to listen on, instead of the file's")
    private @Nullable String host;

    @Override
    public Integer call() throws Exception {
        PolicyFile file;
        try {
            file = withOptions(
                    config == null
                            ? PolicyFiles.defaults()
                            : PolicyFiles.ofProcess().read(config));
        } catch (PolicyFileException problems) {
            throw new CommandFailure(String.valueOf(problems.getMessage()));
        }
        if (file.backends().isEmpty()) {
            throw new CommandFailure("no backend is named (expected: --backend URL, or backends in the policy file)");
        }
        serve(file);
        return 0;
    }

    private void serve(PolicyFile file) throws Exception {
        LogLevels.set(file.effectiveLogging().effectiveLevel());
        Vertx vertx = Vertx.vertx();
        Gateway gateway = Gateway.start(vertx, file).await(START_LIMIT_SECONDS, TimeUnit.SECONDS);
        var reloads = Executors.newSingleThreadScheduledExecutor(
                Thread.ofVirtual().name("policy-watch").factory());
        if (config != null) {
            PolicyWatch.open(config, PolicyFiles.ofProcess(), reloading(gateway))
                    .every(RELOAD_EVERY, reloads);
        }
        var closed = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> {
            try {
                gateway.close().await(CLOSE_LIMIT_SECONDS, TimeUnit.SECONDS);
            } catch (Exception late) {
                LOG.atWarn().setCause(late).log("the gateway did not close in time");
            } finally {
                closed.countDown();
            }
        }));
        String listening = file.effectiveListen().effectiveHost();
        spec.commandLine()
                .getOut()
                .printf(
                        "plimsoll: ready on http://%s:%d (%d backends; what it does: http://127.0.0.1:%d/plimsoll/)%n",
                        listening, gateway.port(), file.backends().size(), gateway.port());
        spec.commandLine().getOut().flush();
        closed.await();
    }

    private PolicyFile withOptions(PolicyFile file) {
        PolicyFile changed = backends.isEmpty()
                ? file
                : file.withBackends(backends.stream().map(ServeCommand::backend).toList());
        if (port == null && host == null) {
            return changed;
        }
        ListenSettings listen = changed.effectiveListen();
        return changed.withListen(new ListenSettings(
                host == null ? listen.effectiveHost() : host, port == null ? listen.effectivePort() : port));
    }

    private static BackendEntry backend(URI url) {
        try {
            return BackendEntry.of(url);
        } catch (IllegalArgumentException wrong) {
            throw new CommandFailure("--backend " + url + ": " + wrong.getMessage());
        }
    }

    private PolicyWatchListener reloading(Gateway gateway) {
        return new PolicyWatchListener() {
            @Override
            public void reloaded(PolicyFile before, PolicyFile after) {
                gateway.reload(withOptions(after));
                LogLevels.set(after.effectiveLogging().effectiveLevel());
                LOG.atInfo().addKeyValue("file", config).log("policy file reloaded");
            }

            @Override
            public void rejected(PolicyFileException problems) {
                LOG.atError()
                        .addKeyValue("problems", problems.getMessage())
                        .log("the changed policy file is not valid; the old one stays in force");
            }
        };
    }
}
