package io.plimsoll.compression.reduce.files;

import io.plimsoll.compression.reduce.files.FileAccess.Kind;
import io.plimsoll.compression.reduce.files.ShellScript.Command;
import io.plimsoll.compression.reduce.files.ShellScript.Pipeline;
import io.plimsoll.compression.reduce.files.ShellScript.Redirect;
import io.plimsoll.compression.reduce.files.ShellScript.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a shell command surely does to files. Created per command. */
final class ShellFiles {

    /** Commands whose output is their files. */
    private static final Set<String> SHOWS = Set.of("cat", "nl", "bat", "batcat", "less", "more");
    /** What stands between reads and says nothing of its own. */
    private static final Set<String> SILENT = Set.of("cd", "true", "echo", "printf", ":", "set", "pwd");
    /** Commands that take a number of lines. */
    private static final Set<String> COUNTS = Set.of("head", "tail");
    /** {@code sed -n '10,20p'}. */
    private static final Pattern PRINTED = Pattern.compile("(\\d{1,7})(?:,(\\d{1,7}))?p;?");
    /** {@code head -20}, {@code head -n20}. */
    private static final Pattern COUNT = Pattern.compile("-n?(\\d{1,7})");

    private final List<FileAccess> accesses = new ArrayList<>();
    private String folder;
    private boolean nothingElse = true;

    private ShellFiles(String folder) {
        this.folder = folder;
    }

    /**
     * The files of a script.
     *
     * @param folder where it runs; empty for the working directory
     */
    static FileUse of(String folder, ShellScript script) {
        var files = new ShellFiles(folder);
        script.pipelines().forEach(files::pipeline);
        return new FileUse(files.accesses, files.nothingElse);
    }

    private void pipeline(Pipeline pipeline) {
        Command first = pipeline.commands().getFirst();
        for (Command command : pipeline.commands()) {
            command.redirects().forEach(this::redirect);
        }
        if (FilePatch.isPatch(first.input())) {
            accesses.addAll(FilePatch.accesses(folder, first.input()));
            return;
        }
        boolean reads = pipeline.commands().size() == 1 ? reads(first) : readsThrough(pipeline.commands());
        boolean writes = pipeline.commands().stream()
                .anyMatch(command -> command.redirects().stream()
                        .anyMatch(redirect -> redirect.operator().startsWith(">")));
        if (!reads && !writes && !changes(first)) {
            nothingElse &= SILENT.contains(first.name());
        }
    }

    /** {@code cat f | sed -n '1,20p'}: what is shown is a part of the file all the same. */
    private boolean readsThrough(List<Command> commands) {
        Command filter = commands.get(1);
        LineRange lines = range(filter);
        return commands.size() == 2
                && lines != null
                && operands(filter).isEmpty()
                && SHOWS.contains(commands.getFirst().name())
                && read(operands(commands.getFirst()), lines);
    }

    private boolean reads(Command command) {
        if (SHOWS.contains(command.name())) {
            return command.input().isEmpty() && read(operands(command), LineRange.WHOLE);
        }
        LineRange lines = range(command);
        boolean ofTheEnd = command.name().equals("tail");
        return (lines != null || ofTheEnd) && read(operands(command), ofTheEnd ? null : lines);
    }

    private boolean read(List<Word> files, @Nullable LineRange lines) {
        if (files.isEmpty() || !files.stream().allMatch(Word::literal)) {
            return false;
        }
        for (Word file : files) {
            add(file, Kind.READ, lines);
        }
        return true;
    }

    /** Which lines {@code head} or {@code sed -n} let through; null for other commands. */
    private static @Nullable LineRange range(Command command) {
        List<Word> arguments = command.arguments();
        return switch (command.name()) {
            case "head" -> LineRange.from(1, count(arguments));
            case "sed" -> arguments.stream().anyMatch(word -> word.text().equals("-n")) ? printed(arguments) : null;
            default -> null;
        };
    }

    private static @Nullable LineRange printed(List<Word> arguments) {
        for (Word word : arguments) {
            Matcher matcher = PRINTED.matcher(word.text());
            if (matcher.matches()) {
                int first = Math.max(1, Integer.parseInt(matcher.group(1)));
                int last = matcher.group(2) == null ? first : Integer.parseInt(matcher.group(2));
                return last < first ? null : new LineRange(first, last);
            }
        }
        return null;
    }

    private static int count(List<Word> arguments) {
        for (int i = 0; i < arguments.size(); i++) {
            Matcher matcher = COUNT.matcher(arguments.get(i).text());
            if (matcher.matches()) {
                return Integer.parseInt(matcher.group(1));
            }
            boolean apart = arguments.get(i).text().equals("-n") && i + 1 < arguments.size();
            if (apart && arguments.get(i + 1).text().matches("\\d{1,7}")) {
                return Integer.parseInt(arguments.get(i + 1).text());
            }
        }
        return 10;
    }

    /** The words that are neither options nor what belongs to them. */
    private static List<Word> operands(Command command) {
        List<Word> operands = new ArrayList<>();
        boolean sed = command.name().equals("sed");
        boolean scriptSeen = false;
        List<Word> arguments = command.arguments();
        for (int i = 0; i < arguments.size(); i++) {
            Word word = arguments.get(i);
            boolean countBehind = word.text().equals("-n") && COUNTS.contains(command.name());
            if (countBehind || sed && word.text().equals("-e")) {
                scriptSeen |= sed;
                i++;
            } else if (!word.isOption() && sed && !scriptSeen) {
                scriptSeen = true;
            } else if (!word.isOption() && !word.text().equals("-")) {
                operands.add(word);
            }
        }
        return operands;
    }

    private boolean changes(Command command) {
        List<Word> operands = operands(command);
        switch (command.name()) {
            case "cd" -> {
                boolean known = operands.size() == 1 && operands.getFirst().literal();
                folder = known ? FileNames.normal(folder, operands.getFirst().text()) : folder;
                return true;
            }
            case "sed", "perl" -> {
                boolean inPlace = command.arguments().stream()
                        .anyMatch(word -> word.text().matches("-[a-zA-Z]*i.*|--in-place.*"));
                return inPlace && addAll(operands, Kind.EDIT);
            }
            case "rm" -> {
                return addAll(operands, Kind.DELETE);
            }
            case "tee", "touch" -> {
                return addAll(operands, Kind.EDIT);
            }
            case "mv", "cp" -> {
                return moves(command.name(), operands);
            }
            case "apply_patch", "applypatch" -> {
                operands.forEach(word -> accesses.addAll(FilePatch.accesses(folder, word.text())));
                return true;
            }
            default -> {
                return false;
            }
        }
    }

    private boolean moves(String name, List<Word> operands) {
        boolean plain = operands.size() == 2 && operands.stream().allMatch(Word::literal);
        if (plain) {
            if (name.equals("mv")) {
                add(operands.getFirst(), Kind.DELETE, null);
            }
            add(operands.getLast(), Kind.WRITE, null);
        }
        return plain;
    }

    private boolean addAll(List<Word> files, Kind kind) {
        files.stream().filter(Word::literal).forEach(file -> add(file, kind, null));
        return !files.isEmpty();
    }

    private void redirect(Redirect redirect) {
        boolean writes = redirect.operator().startsWith(">");
        if (writes && redirect.target().literal() && !redirect.target().text().startsWith("/dev/")) {
            add(redirect.target(), redirect.operator().equals(">") ? Kind.WRITE : Kind.EDIT, null);
        }
    }

    private void add(Word file, Kind kind, @Nullable LineRange lines) {
        String path = FileNames.normal(folder, file.text());
        if (!path.isEmpty()) {
            accesses.add(new FileAccess(path, kind, lines));
        }
    }
}
