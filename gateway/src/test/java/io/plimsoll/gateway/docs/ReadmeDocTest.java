package io.plimsoll.gateway.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.budget.config.PolicyFiles;
import io.plimsoll.gateway.docs.MarkdownPage.Block;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Does what the README says, in its order, on free ports and in a folder of its own. */
class ReadmeDocTest {

    private static final String DEMO_SECONDS = "2";
    private static final String DEMO_SESSIONS = "2";
    private static final Set<String> COMMANDS = Set.of("serve", "check", "backend", "replay", "demo");

    private final MarkdownPage readme = MarkdownPage.read("README.md");
    private final HttpClient http = HttpClient.newHttpClient();
    private final Deque<PlimsollProcess> running = new ArrayDeque<>();
    /** The port that each documented one stands for here. */
    private final Map<String, Integer> ports = new HashMap<>();

    @TempDir
    private Path folder;

    @BeforeEach
    void bringExamples() throws IOException {
        Files.createSymbolicLink(folder.resolve("examples"), Repository.resolve("examples"));
    }

    @AfterEach
    void endAllThatWasStarted() {
        running.forEach(PlimsollProcess::close);
        http.close();
    }

    @Test
    void everyCommandDoesWhatThePageSays() throws Exception {
        List<HttpResponse<String>> answers = new ArrayList<>();
        for (Block block : readme.blocksIn("sh").toList()) {
            for (ShellCommand command : ShellCommand.of(block.text())) {
                switch (command.program()) {
                    case "./plimsoll" -> run(command);
                    case "curl" -> answers.add(curl(command));
                    default ->
                        throw new AssertionError(
                                "README.md:" + block.line() + ": " + command.program() + " is run by no test");
                }
            }
        }

        assertThat(answers).as("the README asks a model once").hasSize(1);
        HttpResponse<String> answer = answers.getFirst();
        assertThat(answer.statusCode()).isEqualTo(200);
        List<String> headers = answer.headers().map().keySet().stream()
                .filter(name -> name.startsWith("x-plimsoll-"))
                .toList();
        assertThat(readme.codeInFirstColumns())
                .filteredOn(code -> code.startsWith("x-plimsoll-"))
                .containsAll(headers)
                .filteredOn(header -> !headers.contains(header))
                .as("the answer to one question holds no cut")
                .containsExactly("x-plimsoll-cut");
        assertPagesAnswer(answer.headers().firstValue("x-plimsoll-session").orElseThrow());
    }

    @Test
    void everyCommandExplainsItself() {
        for (String command : COMMANDS) {
            for (String option : List.of("--help", "--version")) {
                running.push(PlimsollProcess.start(folder, List.of(command, option)));
                PlimsollProcess asked = running.getFirst();
                assertThat(asked.status()).as("%s %s", command, option).isZero();
                assertThat(asked.output()).containsIgnoringCase("plimsoll");
            }
        }
    }

    @Test
    void demoComesBeforeTheThirtiethLine() {
        Block first = readme.blocksIn("sh").findFirst().orElseThrow();

        assertThat(first.text()).isEqualTo("./plimsoll demo\n");
        assertThat(first.line()).isLessThan(30);
    }

    @Test
    void policyFileOnThePageIsTheExampleAndValid() throws Exception {
        List<Block> files = readme.blocksIn("yaml").toList();

        assertThat(files).hasSize(1);
        assertThat(Repository.read("examples/quickstart/config.yaml"))
                .endsWith(files.getFirst().text());
        Path file = Files.writeString(
                folder.resolve("policy.yaml"), files.getFirst().text());
        assertThat(PolicyFiles.ofProcess().read(file).policies()).hasSize(1);
    }

    private void run(ShellCommand command) {
        switch (command.arguments().getFirst()) {
            case "backend", "serve" -> startServer(command);
            case "demo" -> {
                PlimsollProcess demo =
                        start(command.with("--seconds", DEMO_SECONDS).with("--sessions", DEMO_SESSIONS));
                assertThat(demo.status()).as(demo.errors()).isZero();
                assertThat(demo.output()).contains("agent turns/s");
            }
            default -> {
                PlimsollProcess once = start(command);
                assertThat(once.status())
                        .as("%s: %s", command.words(), once.errors())
                        .isZero();
            }
        }
    }

    /** Servers listen on ports of their own here; what follows on the page finds them all the same. */
    private void startServer(ShellCommand command) {
        String documented = command.valueOf("--port").orElse("8080");
        ShellCommand moved = command.with("--port", "0");
        for (String url : command.valuesOf("--backend").toList()) {
            moved = moved.with("--backend", moved(URI.create(url)).toString());
        }
        // Whoever took the documented port first has it.
        ports.putIfAbsent(documented, start(moved).port());
    }

    private PlimsollProcess start(ShellCommand command) {
        PlimsollProcess process = PlimsollProcess.start(folder, command.arguments());
        running.push(process);
        return process;
    }

    private HttpResponse<String> curl(ShellCommand command) throws Exception {
        String url = command.arguments().stream()
                .filter(word -> word.startsWith("http://"))
                .findFirst()
                .orElseThrow();
        HttpRequest.Builder request = HttpRequest.newBuilder(moved(URI.create(url)));
        command.valuesOf("-H")
                .map(header -> header.split(": ", 2))
                .forEach(header -> request.header(header[0], header[1]));
        command.valueOf("-d").ifPresent(body -> request.POST(HttpRequest.BodyPublishers.ofString(body)));
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private URI moved(URI documented) {
        Integer port = ports.get(Integer.toString(documented.getPort()));
        assertThat(port).as("the page starts what listens at %s", documented).isNotNull();
        return URI.create(documented.getScheme() + "://127.0.0.1:" + port + documented.getRawPath());
    }

    private void assertPagesAnswer(String session) throws Exception {
        List<String> pages = readme.codeInFirstColumns().stream()
                .filter(code -> code.startsWith("GET /"))
                .map(code -> code.substring("GET ".length()).replace("{id}", session))
                .toList();
        assertThat(pages).isNotEmpty();
        for (String page : pages) {
            var asked = HttpRequest.newBuilder(moved(URI.create("http://127.0.0.1:8080" + page)))
                    .build();
            var answer = http.send(asked, HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(page).isEqualTo(200);
            if (page.equals("/metrics")) {
                assertThat(MetricsTable.parse(MarkdownPage.read(MetricsTable.PAGE))
                                .names())
                        .containsAll(MetricsTable.ofScrape(answer.body()).names());
            }
        }
    }
}
