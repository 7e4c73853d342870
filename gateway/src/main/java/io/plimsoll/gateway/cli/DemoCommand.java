package io.plimsoll.gateway.cli;

import io.plimsoll.gateway.demo.Demo;
import io.plimsoll.gateway.demo.DemoOptions;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        showDefaultValues = true,
        description =
                "Lets scripted agents work on two simulated backends, first passed through, then under a load line,"
                        + " and compares what they got. Needs no GPU, no key and no network.")
final class DemoCommand implements Callable<Integer> {

    private static final long CLOSE_LIMIT_SECONDS = 35;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            defaultValue = "60",
            description = "how long both halves take together, at least 2; a third of it is warm-up")
    private int seconds;

    @Option(
            names = "--sessions",
            paramLabel = "N",
            defaultValue = "24",
            description = "agents that work at the same time; few of them leave the backends room enough")
    private int sessions;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "0",
            description = "the gateway's port on loopback, 0 for any")
    private int port;

    @Option(names = "--keep", description = "go on behind the table until Ctrl-C, to look at the dashboard")
    private boolean keep;

    @Override
    public Integer call() throws Exception {
        DemoOptions options;
        try {
            options = new DemoOptions(seconds, sessions, port, keep);
        } catch (IllegalArgumentException wrong) {
            throw new CommandFailure(String.valueOf(wrong.getMessage()));
        }
        ConsoleLog.warningsOnly();
        PrintWriter out = spec.commandLine().getOut();
        var ended = new CountDownLatch(1);
        Thread demo = Thread.currentThread();
        // Ctrl-C ends agents, gateway and backends in order, and with them the archive's folder.
        Thread atExit = Thread.ofPlatform().unstarted(() -> {
            demo.interrupt();
            await(ended);
        });
        Runtime.getRuntime().addShutdownHook(atExit);
        try {
            new Demo(options, DemoConsole.on(out, options)).run();
            return 0;
        } catch (InterruptedException stopped) {
            return 1;
        } finally {
            ended.countDown();
            remove(atExit);
        }
    }

    private static void await(CountDownLatch ended) {
        try {
            ended.await(CLOSE_LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    private static void remove(Thread atExit) {
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException exiting) {
            // the process is ending because of the very hook
        }
    }
}
