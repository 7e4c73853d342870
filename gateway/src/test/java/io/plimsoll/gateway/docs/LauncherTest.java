package io.plimsoll.gateway.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LauncherTest {

    /** What the scripts call, beside a JDK. */
    private static final List<String> TOOLS = List.of("bash", "dirname", "readlink", "sed");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"plimsoll", "scripts/find-jdk", ".ci/run", "bench/run"})
    void isWrittenInBash(String script) throws Exception {
        assertThat(run(Map.of(), "bash", "-n", Repository.resolve(script).toString()))
                .isEqualTo(new Run(0, "", ""));
    }

    @Test
    void findsTheJdkThatJavaHomeNames() throws Exception {
        String running = System.getProperty("java.home");

        Run found = run(
                Map.of("JAVA_HOME", running),
                Repository.resolve("scripts/find-jdk").toString());

        assertThat(found).isEqualTo(new Run(0, running + "\n", ""));
    }

    @Test
    void passesOverAnOlderJdk() throws Exception {
        jdk("opt/java/jdk-25", "25.0.1");

        Run found = run(
                alone(jdk("old", "17.0.9")),
                copyOnAnEmptyMachine("scripts/find-jdk").toString());

        assertThat(found.output()).isEqualTo(folder.resolve("opt/java/jdk-25") + "\n");
        assertThat(found.status()).isZero();
    }

    @Test
    void saysInOneSentenceThatThereIsNoJdkNewEnough() throws Exception {
        copyOnAnEmptyMachine("scripts/find-jdk");

        Run refused = run(
                alone(jdk("old", "17.0.9")), copyOnAnEmptyMachine("plimsoll").toString(), "--version");

        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.output()).isEmpty();
        assertThat(refused.errors())
                .startsWith("plimsoll: no JDK 25 or newer was found")
                .hasLineCount(1);
    }

    /** A folder that looks like a JDK of this version. */
    private Path jdk(String name, String version) throws IOException {
        Path home = folder.resolve(name);
        Path compiler = Files.createDirectories(home.resolve("bin")).resolve("javac");
        Files.writeString(compiler, "");
        assertThat(compiler.toFile().setExecutable(true)).isTrue();
        Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
        return home;
    }

    /** The script as it is, but that the machine's folders are those below the test's own. */
    private Path copyOnAnEmptyMachine(String script) throws IOException {
        String text = Repository.read(script).replaceAll(" (/(?:usr|opt|Library)/)", " " + folder + "$1");
        Path copy = folder.resolve(script);
        Files.createDirectories(copy.getParent());
        Files.writeString(copy, text);
        assertThat(copy.toFile().setExecutable(true)).isTrue();
        return copy;
    }

    /** An environment of one JDK and no other tools than the scripts need. */
    private Map<String, String> alone(Path javaHome) throws IOException {
        Path tools = Files.createDirectories(folder.resolve("tools"));
        for (String tool : TOOLS) {
            Path link = tools.resolve(tool);
            if (Files.notExists(link)) {
                Files.createSymbolicLink(link, onPath(tool));
            }
        }
        return Map.of(
                "JAVA_HOME", javaHome.toString(),
                "PATH", tools.toString(),
                "HOME", folder.resolve("home").toString(),
                "SDKMAN_DIR", folder.resolve("sdkman").toString());
    }

    private static Path onPath(String tool) {
        return Stream.of(System.getenv("PATH").split(":"))
                .map(entry -> Path.of(entry, tool))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow();
    }

    private record Run(int status, String output, String errors) {}

    private static Run run(Map<String, String> environment, String... words) throws Exception {
        var builder = new ProcessBuilder(words);
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        // What these scripts print fits into a pipe.
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Run(
                process.exitValue(),
                new String(process.getInputStream().readAllBytes(), UTF_8),
                new String(process.getErrorStream().readAllBytes(), UTF_8));
    }
}
