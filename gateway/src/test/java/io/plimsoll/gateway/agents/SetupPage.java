package io.plimsoll.gateway.agents;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What an agent's page tells its readers to set, with another gateway and another model in it, so that what runs here is what
 * stands there.
 *
 * @param text the page with those put in
 */
record SetupPage(String text) {

    private static final String GATEWAY = "http://127.0.0.1:8080";
    private static final String MODEL = "qwen3-coder-30b";
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w+)\n(.*?)^```$");

    /**
     * The page of an agent.
     *
     * @param port where the gateway is, on loopback
     * @param model what the engine calls its model
     */
    static SetupPage of(Agent agent, int port, String model) {
        return filledIn(inRepository("docs/agents/" + agent.page() + ".md"), port, model);
    }

    static SetupPage filledIn(String page, int port, String model) {
        if (!page.contains(GATEWAY) || !page.contains(MODEL)) {
            throw new AssertionError("a page that does not name " + GATEWAY + " and " + MODEL + ":\n" + page);
        }
        return new SetupPage(page.replace(GATEWAY, "http://127.0.0.1:" + port).replace(MODEL, model));
    }

    /** The first fenced block in a language. */
    String block(String language) {
        return BLOCK.matcher(text)
                .results()
                .filter(block -> block.group(1).equals(language))
                .findFirst()
                .orElseThrow(() -> new AssertionError("a page without a block of " + language + ":\n" + text))
                .group(2);
    }

    /** What the lines of its shell block export. */
    Map<String, String> environment() {
        var environment = new LinkedHashMap<String, String>();
        block("sh")
                .lines()
                .filter(line -> line.startsWith("export "))
                .flatMap(line -> List.of(line.split(" ")).stream().skip(1))
                .map(setting -> setting.split("=", 2))
                .forEach(setting -> environment.put(setting[0], setting[1]));
        return environment;
    }

    /** The words of the line in its shell block that starts the agent. */
    List<String> command() {
        return block("sh")
                .lines()
                .filter(line -> !line.startsWith("export "))
                .findFirst()
                .map(line -> List.of(line.split(" ")))
                .orElseThrow(() -> new AssertionError("a page without a command:\n" + text));
    }

    /** The text of a file of the repository that a test runs in. */
    static String inRepository(String path) {
        try {
            for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
                Path file = folder.resolve(path);
                if (Files.isRegularFile(file)) {
                    return Files.readString(file);
                }
            }
            throw new AssertionError("no folder at or above this one holds " + path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
