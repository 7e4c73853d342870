package io.plimsoll.gateway.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One command of a documented block: its words, with quotes taken off.
 *
 * @param words the program and its arguments
 */
record ShellCommand(List<String> words) {

    ShellCommand {
        words = List.copyOf(words);
    }

    /** The commands of a block: one a line, unless the line ends in a backslash; comments are left out. */
    static List<ShellCommand> of(String block) {
        return block.replace("\\\n", " ")
                .lines()
                .map(ShellCommand::split)
                .filter(words -> !words.isEmpty())
                .map(ShellCommand::new)
                .toList();
    }

    String program() {
        return words.getFirst();
    }

    List<String> arguments() {
        return words.subList(1, words.size());
    }

    /** What follows an option. */
    Optional<String> valueOf(String option) {
        return valuesOf(option).findFirst();
    }

    Stream<String> valuesOf(String option) {
        List<String> values = new ArrayList<>();
        for (int i = 0; i + 1 < words.size(); i++) {
            if (words.get(i).equals(option)) {
                values.add(words.get(i + 1));
            }
        }
        return values.stream();
    }

    /** This command with another value for an option, which is added where it is missing. */
    ShellCommand with(String option, String value) {
        List<String> changed = new ArrayList<>(words);
        int at = changed.indexOf(option);
        if (at < 0) {
            changed.addAll(List.of(option, value));
        } else {
            changed.set(at + 1, value);
        }
        return new ShellCommand(changed);
    }

    private static List<String> split(String line) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean inWord = false;
        char quote = 0;
        for (char c : line.toCharArray()) {
            if (quote != 0) {
                if (c == quote) {
                    quote = 0;
                } else {
                    word.append(c);
                }
            } else if (c == '\'' || c == '"') {
                quote = c;
                inWord = true;
            } else if (Character.isWhitespace(c)) {
                if (inWord) {
                    words.add(word.toString());
                }
                word.setLength(0);
                inWord = false;
            } else if (c == '#' && !inWord) {
                break;
            } else {
                word.append(c);
                inWord = true;
            }
        }
        if (inWord) {
            words.add(word.toString());
        }
        return words;
    }
}
