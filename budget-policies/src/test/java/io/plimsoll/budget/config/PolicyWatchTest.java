package io.plimsoll.budget.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyWatchTest {

    private final List<String> heard = new ArrayList<>();
    private final PolicyWatchListener listener = new PolicyWatchListener() {
        @Override
        public void reloaded(PolicyFile before, PolicyFile after) {
            heard.add(port(before) + " -> " + port(after));
        }

        @Override
        public void rejected(PolicyFileException problems) {
            heard.add(problems.problems().getFirst().toString());
        }
    };

    @TempDir
    Path folder;

    private Path file;
    private PolicyWatch watch;

    @BeforeEach
    void openWatch() throws IOException {
        file = folder.resolve("plimsoll.yaml");
        write("listen: { port: 1 }");
        watch = PolicyWatch.open(file, new PolicyFiles(name -> null), listener);
    }

    @Test
    void refusesToOpenWhatIsNotValid() throws IOException {
        write("listen: { port: x }");

        assertThatExceptionOfType(PolicyFileException.class)
                .isThrownBy(() -> PolicyWatch.open(file, new PolicyFiles(name -> null), listener))
                .withMessageContaining("listen.port");
    }

    @Test
    void takesChangeOnceTwoLooksAgree() throws IOException {
        write("listen: { port: 2 }");
        watch.look();
        assertThat(port(watch.current())).isEqualTo(1);

        watch.look();

        assertThat(port(watch.current())).isEqualTo(2);
        assertThat(heard).containsExactly("1 -> 2");
    }

    @Test
    void waitsWhileFileIsBeingWritten() throws IOException {
        write("listen: { po");
        watch.look();
        write("listen: { port: 3 }");
        watch.look();
        assertThat(heard).isEmpty();

        watch.look();

        assertThat(heard).containsExactly("1 -> 3");
    }

    @Test
    void keepsOldFileWhenNewOneIsBadAndSaysSoOnce() throws IOException {
        write("listen: { port: x }");
        lookTimes(5);

        assertThat(port(watch.current())).isEqualTo(1);
        assertThat(heard).containsExactly("listen.port: 'x' (expected: a port, 0 to 65535)");
    }

    @Test
    void recoversWhenBadFileIsMended() throws IOException {
        write("listen: { port: x }");
        lookTimes(2);
        write("listen: { port: 4 }");
        lookTimes(2);

        assertThat(port(watch.current())).isEqualTo(4);
        assertThat(heard).hasSize(2).last().isEqualTo("1 -> 4");
    }

    @Test
    void keepsOldFileWhenItDisappears() throws IOException {
        Files.delete(file);
        lookTimes(3);

        assertThat(port(watch.current())).isEqualTo(1);
        assertThat(heard).containsExactly("cannot be read: there is no such file");
    }

    @Test
    void saysNothingWhenContentIsTheSame() throws IOException {
        write("listen: { port: 1 }");
        lookTimes(3);

        assertThat(heard).isEmpty();
    }

    @Test
    void keepsLookingAfterListenerFailed() throws Exception {
        BlockingQueue<Integer> ports = new LinkedBlockingQueue<>();
        PolicyWatch failing = PolicyWatch.open(file, new PolicyFiles(name -> null), new PolicyWatchListener() {
            @Override
            public void reloaded(PolicyFile before, PolicyFile after) {
                ports.add(port(after));
                throw new IllegalStateException("listener");
            }

            @Override
            public void rejected(PolicyFileException problems) {
                throw new AssertionError(problems);
            }
        });
        try (ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor()) {
            ScheduledFuture<?> looking = failing.every(Duration.ofMillis(5), scheduler);
            replace("listen: { port: 2 }");
            assertThat(ports.poll(20, TimeUnit.SECONDS)).isEqualTo(2);
            replace("listen: { port: 3 }");
            assertThat(ports.poll(20, TimeUnit.SECONDS)).isEqualTo(3);
            looking.cancel(false);
        }
        assertThat(port(failing.current())).isEqualTo(3);
    }

    private void lookTimes(int times) {
        for (int i = 0; i < times; i++) {
            watch.look();
        }
    }

    private void write(String yaml) throws IOException {
        Files.writeString(file, yaml);
    }

    /** Swaps the file as a whole, so that no look can find half of it. */
    private void replace(String yaml) throws IOException {
        Path next = Files.writeString(folder.resolve("next.yaml"), yaml);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static int port(PolicyFile policyFile) {
        return policyFile.effectiveListen().effectivePort();
    }
}
