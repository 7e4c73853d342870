package io.plimsoll.compression.reduce.files;

import io.plimsoll.budget.config.ToolAction;
import io.plimsoll.budget.config.ToolEntry;
import io.plimsoll.compression.reduce.files.FileAccess.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Where a tool's arguments say what it does to which file.
 *
 * @param action what it does; null for an editor whose {@code command} says so
 * @param path names of the argument with the file, the command or the patch
 * @param to names of the argument with a file's new name
 * @param from names of the argument with the first line that is read
 * @param lines names of the argument with the number of lines
 */
record ToolShape(
        @Nullable ToolAction action, List<String> path, List<String> to, List<String> from, List<String> lines) {

    private static final List<String> PATHS = List.of(
            "file_path",
            "filePath",
            "path",
            "absolute_path",
            "notebook_path",
            "file",
            "filename",
            "file_name",
            "target_file",
            "source");
    private static final List<String> COMMANDS = List.of("command", "cmd", "script");
    private static final List<String> PATCHES = List.of("patchText", "patch", "input", "diff");
    private static final List<String> TO = List.of("destination", "to", "new_path", "target");
    private static final List<String> FROM = List.of("offset", "start_line", "startLine", "line_start", "from");
    private static final List<String> LINES = List.of("limit", "num_lines", "head");
    private static final List<String> LAST = List.of("end_line", "endLine", "line_end");
    private static final List<String> FOLDERS = List.of("workdir", "cwd", "directory");

    /** SWE-agent's tools work on the file that is open, and say which that is above what they show. */
    private static final Pattern OPEN_FILE = Pattern.compile("\\[File: (.+?) \\(\\d+ lines total\\)\\]");

    ToolShape {
        path = List.copyOf(path);
        to = List.copyOf(to);
        from = List.copyOf(from);
        lines = List.copyOf(lines);
    }

    /** A tool with the usual arguments. */
    static ToolShape of(ToolAction action) {
        return new ToolShape(
                action,
                switch (action) {
                    case SHELL -> COMMANDS;
                    case PATCH -> PATCHES;
                    case READ, EDIT, WRITE, DELETE, MOVE -> PATHS;
                },
                TO,
                FROM,
                LINES);
    }

    /** An editor with one tool for all that it does. */
    static ToolShape editor() {
        return new ToolShape(null, PATHS, TO, FROM, LINES);
    }

    /** A tool as a policy file tells of it. */
    static ToolShape of(ToolEntry tool) {
        ToolShape usual = of(tool.does());
        return new ToolShape(
                tool.does(),
                or(tool.path(), usual.path),
                or(tool.to(), usual.to),
                or(tool.from(), usual.from),
                or(tool.lines(), usual.lines));
    }

    private static List<String> or(@Nullable String told, List<String> usual) {
        return told != null ? List.of(told) : usual;
    }

    /** What a call with these arguments does. */
    ToolAction actionOf(CallArguments arguments) {
        if (action != null) {
            return action;
        }
        return switch (arguments.text(List.of("command")).orElse("")) {
            case "str_replace", "insert", "undo_edit" -> ToolAction.EDIT;
            case "create" -> ToolAction.WRITE;
            case "delete" -> ToolAction.DELETE;
            case "rename" -> ToolAction.MOVE;
            default -> ToolAction.READ;
        };
    }

    /** The files of a call, with the lines that it asks for. */
    FileUse use(ToolAction does, CallArguments arguments) {
        String folder = arguments.text(FOLDERS).orElse("");
        return switch (does) {
            case SHELL -> shell(folder, arguments);
            case PATCH ->
                new FileUse(
                        FilePatch.accesses(
                                folder,
                                arguments.text(path).orElse(arguments.call().arguments())),
                        true);
            case MOVE -> moved(arguments);
            case READ -> new FileUse(all(arguments, Kind.READ, asked(arguments)), true);
            case EDIT -> new FileUse(all(arguments, Kind.EDIT, null), true);
            case WRITE -> new FileUse(all(arguments, Kind.WRITE, null), true);
            case DELETE -> new FileUse(all(arguments, Kind.DELETE, null), true);
        };
    }

    private FileUse shell(String folder, CallArguments arguments) {
        for (String name : path) {
            List<String> words = arguments.texts(name);
            if (!words.isEmpty()) {
                boolean shell = words.size() == 3 && words.get(1).matches("-l?i?c");
                return ShellFiles.of(folder, shell ? ShellScript.parse(words.get(2)) : ShellScript.of(words));
            }
        }
        String script = arguments
                .text(path)
                .orElse(arguments.hasNames() ? "" : arguments.call().arguments());
        return ShellFiles.of(folder, ShellScript.parse(script));
    }

    private FileUse moved(CallArguments arguments) {
        List<FileAccess> accesses = all(arguments, Kind.DELETE, null);
        arguments
                .text(to)
                .map(path -> FileNames.normal("", path))
                .filter(path -> !path.isEmpty())
                .ifPresent(path -> accesses.add(FileAccess.of(path, Kind.WRITE)));
        return new FileUse(accesses, true);
    }

    private List<FileAccess> all(CallArguments arguments, Kind kind, @Nullable LineRange lines) {
        List<String> paths = new ArrayList<>();
        arguments.text(path).ifPresent(paths::add);
        if (paths.isEmpty()) {
            paths.addAll(arguments.texts("paths"));
            openFile(arguments.call().result(), paths);
        }
        List<FileAccess> accesses = new ArrayList<>();
        for (String each : paths) {
            String normal = FileNames.normal("", each);
            boolean oneFile = !normal.isEmpty() && normal.indexOf('*') < 0;
            if (oneFile) {
                accesses.add(new FileAccess(normal, kind, lines));
            }
        }
        return accesses;
    }

    private static void openFile(String result, List<String> paths) {
        Matcher open = OPEN_FILE.matcher(result);
        if (paths.isEmpty() && open.find()) {
            paths.add(open.group(1));
        }
    }

    private @Nullable LineRange asked(CallArguments arguments) {
        JsonNode range = arguments.node().path("view_range");
        if (range.size() == 2
                && range.path(0).isIntegralNumber()
                && range.path(1).isIntegralNumber()) {
            int first = Math.max(1, range.path(0).asInt());
            int last = range.path(1).asInt();
            return last < 0 ? new LineRange(first, Integer.MAX_VALUE) : new LineRange(first, Math.max(first, last));
        }
        if (arguments.number(List.of("tail")).isPresent()) {
            return null;
        }
        int first = Math.max(1, arguments.number(from).orElse(1));
        OptionalInt last = arguments.number(LAST);
        if (last.isPresent() && last.getAsInt() >= first) {
            return new LineRange(first, last.getAsInt());
        }
        OptionalInt count = arguments.number(lines);
        return count.isPresent() ? LineRange.from(first, count.getAsInt()) : new LineRange(first, Integer.MAX_VALUE);
    }
}
