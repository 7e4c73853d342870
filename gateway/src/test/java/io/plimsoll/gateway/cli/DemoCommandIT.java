package io.plimsoll.gateway.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(90)
class DemoCommandIT {

    private static final Pattern DASHBOARD = Pattern.compile("http://\\S+/plimsoll/");

    private static Set<Path> archives() throws IOException {
        try (var all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return all.filter(path -> path.getFileName().toString().startsWith("plimsoll-archive"))
                    .collect(Collectors.toSet());
        }
    }

    @Test
    void printsItsTableAndLeavesNothingBehind() throws IOException {
        Set<Path> before = archives();

        var run = CommandRun.of("demo", "--seconds", "4", "--sessions", "6");

        assertThat(run.err()).isEmpty();
        assertThat(run.status()).isZero();
        assertThat(run.out())
                .contains("pass-through", "load line")
                .containsPattern("agent turns/s +\\d+\\.\\d\\d +\\d+\\.\\d\\d")
                .containsPattern("prefix hits, % +\\d+ +\\d+")
                .containsPattern("refusals +0 +0")
                .containsPattern("other failures +0 +0")
                .contains("each second is 5 simulated ones");
        assertThat(archives()).isSubsetOf(before);
        Matcher dashboard = DASHBOARD.matcher(run.out());
        assertThat(dashboard.find()).isTrue();
        URI url = URI.create(dashboard.group());
        assertThatExceptionOfType(ConnectException.class)
                .isThrownBy(() -> new Socket(url.getHost(), url.getPort()).close());
    }

    @Test
    void saysInOneSentenceThatItsPortIsTaken() throws IOException {
        try (var taken = new ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
            var run = CommandRun.of("demo", "--seconds", "4", "--port", Integer.toString(taken.getLocalPort()));

            assertThat(run.status()).isEqualTo(1);
            assertThat(run.err().strip()).startsWith("plimsoll: ").hasLineCount(1);
        }
    }
}
