package io.plimsoll.compression.reduce.files;

import io.plimsoll.budget.config.ToolAction;
import io.plimsoll.budget.config.ToolEntry;
import io.plimsoll.compression.reduce.ToolText;
import io.plimsoll.compression.reduce.files.FileAccess.Kind;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What tool calls do to files, whatever a client calls its tools: those of Claude Code, Codex, OpenCode, Qwen Code, pi, SWE-agent,
 * OpenHands and the usual MCP servers for files are known, others are told by a policy file's {@code tools}. Immutable,
 * thread-safe.
 */
public final class ToolVocabulary {

    /** The tools that are known without being told. */
    public static final ToolVocabulary BUILT_IN = new ToolVocabulary(KnownTools.shapes());

    private final Map<String, ToolShape> shapes;

    private ToolVocabulary(Map<String, ToolShape> shapes) {
        this.shapes = Map.copyOf(shapes);
    }

    /** This vocabulary and the tools of a policy file, which come first where a name is known already. */
    public ToolVocabulary with(List<ToolEntry> tools) {
        if (tools.isEmpty()) {
            return this;
        }
        Map<String, ToolShape> more = new HashMap<>(shapes);
        tools.forEach(tool -> more.put(tool.name().toLowerCase(Locale.ROOT), ToolShape.of(tool)));
        return new ToolVocabulary(more);
    }

    /**
     * What a call does to files, as far as it is sure. Reads carry the lines that the result shows; a change that failed, or a
     * read that found nothing, is none.
     */
    public FileUse use(ToolText call) {
        ToolShape shape = shapeOf(call.tool());
        if (shape == null) {
            return FileUse.NONE;
        }
        CallArguments arguments = CallArguments.of(call);
        ToolAction action = shape.actionOf(arguments);
        if (CallOutcome.of(call, action) != CallOutcome.DONE) {
            return FileUse.NONE;
        }
        return shown(shape.use(action, arguments), call.result());
    }

    /** The files that a call wanted to change and could not, as its result says; empty for every other call. */
    public List<String> failedChanges(ToolText call) {
        return changes(call, Set.of(CallOutcome.FAILED));
    }

    /** The files that a call wants to change and has not: it failed, or is not answered yet. */
    List<String> changesNotMade(ToolText call) {
        return changes(call, Set.of(CallOutcome.FAILED, CallOutcome.PENDING));
    }

    private List<String> changes(ToolText call, Set<CallOutcome> outcomes) {
        ToolShape shape = shapeOf(call.tool());
        if (shape == null) {
            return List.of();
        }
        CallArguments arguments = CallArguments.of(call);
        ToolAction action = shape.actionOf(arguments);
        if (!outcomes.contains(CallOutcome.of(call, action))) {
            return List.of();
        }
        return shape.use(action, arguments).accesses().stream()
                .filter(access -> access.kind().changes())
                .map(FileAccess::path)
                .distinct()
                .toList();
    }

    /** What a call that changes a file says of the lines that go and come; empty where it changes none. */
    Optional<CallArguments> editOf(ToolText call) {
        ToolShape shape = shapeOf(call.tool());
        if (shape == null) {
            return Optional.empty();
        }
        CallArguments arguments = CallArguments.of(call);
        return switch (shape.actionOf(arguments)) {
            case EDIT, WRITE, PATCH -> Optional.of(arguments);
            case READ, DELETE, MOVE, SHELL -> Optional.empty();
        };
    }

    /** Names of MCP tools carry their server's name: {@code mcp__files__read_text_file}. */
    private @Nullable ToolShape shapeOf(String tool) {
        String name = tool.toLowerCase(Locale.ROOT);
        ToolShape shape = shapes.get(name);
        int server = name.lastIndexOf("__");
        return shape != null || server < 0 ? shape : shapes.get(name.substring(server + 2));
    }

    /** A lone read shows the lines that its result numbers, or else as many as the result has. */
    private static FileUse shown(FileUse use, String result) {
        List<FileAccess> accesses = use.accesses();
        boolean lone = accesses.size() == 1 && use.onlyReads();
        return new FileUse(
                accesses.stream()
                        .flatMap(access -> access.kind() == Kind.READ
                                ? Stream.of(
                                        new FileAccess(access.path(), Kind.READ, lone ? lines(access, result) : null))
                                : Stream.of(access))
                        .toList(),
                use.nothingElse());
    }

    private static @Nullable LineRange lines(FileAccess read, String result) {
        Optional<LineRange> numbered = ShownLines.numbered(result);
        if (numbered.isPresent()) {
            return numbered.get();
        }
        LineRange asked = read.lines();
        if (asked == null) {
            return null;
        }
        LineRange counted = LineRange.from(asked.first(), ShownLines.count(result));
        return new LineRange(asked.first(), Math.min(asked.last(), counted.last()));
    }
}
