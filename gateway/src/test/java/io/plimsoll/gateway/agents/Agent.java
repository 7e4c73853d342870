package io.plimsoll.gateway.agents;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A coding agent, and what it takes to run it apart from the user's own files and without a network. */
enum Agent {
    CLAUDE_CODE(
            "claude",
            "@anthropic-ai/claude-code",
            "claude-code",
            Map.of("CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC", "1", "DISABLE_AUTOUPDATER", "1"),
            List.of()),
    CODEX(
            "codex",
            "@openai/codex",
            "codex",
            Map.of(),
            List.of("-c", "check_for_update_on_startup=false", "-c", "analytics.enabled=false")) {
        @Override
        void configure(SetupPage page, Path home, Path workspace) {
            write(home.resolve(".codex/config.toml"), page.block("toml"));
        }
    },
    OPENCODE(
            "opencode",
            "opencode-ai",
            "opencode",
            Map.of(
                    "OPENCODE_DISABLE_MODELS_FETCH", "1",
                    "OPENCODE_DISABLE_AUTOUPDATE", "1",
                    "OPENCODE_DISABLE_LSP_DOWNLOAD", "1",
                    "OPENCODE_DISABLE_DEFAULT_PLUGINS", "1"),
            List.of()) {
        @Override
        void configure(SetupPage page, Path home, Path workspace) {
            write(workspace.resolve("opencode.json"), page.block("json"));
        }
    },
    QWEN_CODE("qwen", "@qwen-code/qwen-code", "qwen-code", Map.of("QWEN_CODE_SUPPRESS_YOLO_WARNING", "1"), List.of()) {
        @Override
        void configure(SetupPage page, Path home, Path workspace) {
            write(
                    home.resolve(".qwen/settings.json"),
                    "{\"general\": {\"enableAutoUpdate\": false}, \"privacy\": {\"usageStatisticsEnabled\": false}}");
        }
    };

    private final String command;
    private final String npmPackage;
    private final String page;
    private final Map<String, String> quiet;
    private final List<String> quietArguments;

    Agent(String command, String npmPackage, String page, Map<String, String> quiet, List<String> quietArguments) {
        this.command = command;
        this.npmPackage = npmPackage;
        this.page = page;
        this.quiet = quiet;
        this.quietArguments = quietArguments;
    }

    /** What it is started with. */
    String command() {
        return command;
    }

    /** What npm calls it. */
    String npmPackage() {
        return npmPackage;
    }

    /** The name of its page in {@code docs/agents}, without the ending. */
    String page() {
        return page;
    }

    /** Environment variables without which it looks for updates, or tells others how it is used. */
    Map<String, String> quiet() {
        return quiet;
    }

    /** Arguments to the same end. */
    List<String> quietArguments() {
        return quietArguments;
    }

    /** Puts the files of its set-up where it looks for them. */
    void configure(SetupPage page, Path home, Path workspace) {
        // The environment and the command line are all there is to it.
    }

    private static void write(Path file, String text) {
        try {
            Files.createDirectories(file.resolveSibling(""));
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
