package io.plimsoll.compression.reduce.files;

import java.util.ArrayList;
import java.util.List;

/**
 * A shell command line, taken apart as far as it is plain: simple commands, pipes, redirections and here-documents. What needs
 * a shell to know (variables, globs, loops) is marked or left as words; nothing is ever guessed from it.
 *
 * @param pipelines in order, whatever ties them together
 */
record ShellScript(List<Pipeline> pipelines) {

    /** Commands, each of which reads what the one before writes. */
    record Pipeline(List<Command> commands) {

        Pipeline {
            commands = List.copyOf(commands);
        }
    }

    /**
     * One command.
     *
     * @param words its name and arguments
     * @param redirects where it reads from and writes to
     * @param input its here-documents; empty for none
     */
    record Command(List<Word> words, List<Redirect> redirects, String input) {

        Command {
            words = List.copyOf(words);
            redirects = List.copyOf(redirects);
        }

        String name() {
            return words.isEmpty() ? "" : words.getFirst().text();
        }

        List<Word> arguments() {
            return words.isEmpty() ? List.of() : words.subList(1, words.size());
        }
    }

    /**
     * A word without its quotes.
     *
     * @param literal whether it means just what it says: no variable, substitution or glob
     */
    record Word(String text, boolean literal) {

        boolean isOption() {
            return text.startsWith("-") && text.length() > 1;
        }
    }

    /**
     * A redirection.
     *
     * @param operator {@code >}, {@code >>} or {@code <}
     */
    record Redirect(String operator, Word target) {}

    ShellScript {
        pipelines = List.copyOf(pipelines);
    }

    static ShellScript parse(String script) {
        return new Parser(script).parse();
    }

    /** One command whose words are known already. */
    static ShellScript of(List<String> words) {
        List<Word> literal = words.stream().map(word -> new Word(word, true)).toList();
        return new ShellScript(List.of(new Pipeline(List.of(new Command(literal, List.of(), "")))));
    }

    /** Reads a script from left to right. Created per script. */
    private static final class Parser {

        private static final String UNSURE = "$`*?[{~";

        private final String script;
        private final List<Pipeline> pipelines = new ArrayList<>();
        private List<Command> commands = new ArrayList<>();
        private List<Word> words = new ArrayList<>();
        private List<Redirect> redirects = new ArrayList<>();
        private final StringBuilder input = new StringBuilder();
        private int behindHereDocuments;
        private int at;

        Parser(String script) {
            this.script = script;
        }

        ShellScript parse() {
            while (at < script.length()) {
                char c = script.charAt(at);
                if (c == '\n') {
                    at = Math.max(at + 1, behindHereDocuments);
                    endPipeline();
                } else if (c == '\\' && script.startsWith("\\\n", at)) {
                    at += 2;
                } else if (Character.isWhitespace(c)) {
                    at++;
                } else if (c == '#' && words.isEmpty()) {
                    skipLine();
                } else if (";|&()".indexOf(c) >= 0) {
                    operator(c);
                } else if (c == '<' || c == '>') {
                    redirect();
                } else {
                    words.add(word());
                }
            }
            endPipeline();
            return new ShellScript(pipelines);
        }

        private void operator(char c) {
            boolean pipe = c == '|' && !script.startsWith("||", at);
            if (script.startsWith("&>", at)) {
                at++;
                redirect();
                return;
            }
            at += script.startsWith("||", at) || script.startsWith("&&", at) || script.startsWith("|&", at) ? 2 : 1;
            if (pipe) {
                endCommand();
            } else {
                endPipeline();
            }
        }

        private void redirect() {
            boolean intoFile = !words.isEmpty() && words.getLast().text().equals("2");
            String operator = script.startsWith(">>", at) ? ">>" : script.substring(at, at + 1);
            at += operator.length();
            if (script.startsWith("<", at) && operator.equals("<")) {
                hereDocument();
                return;
            }
            if (script.startsWith("&", at)) { // 2>&1
                at++;
                word();
                return;
            }
            skipBlanks();
            Word target = word();
            if (intoFile) {
                words.removeLast(); // what an error says is no file's text
            } else {
                redirects.add(new Redirect(operator, target));
            }
        }

        /** Its text stands from the next line on, and whatever the command line still says comes before it. */
        private void hereDocument() {
            at++;
            if (script.startsWith("<", at)) { // <<< word
                at++;
                skipBlanks();
                input.append(word().text());
                return;
            }
            at += script.startsWith("-", at) ? 1 : 0;
            skipBlanks();
            String delimiter = word().text();
            int line = behindHereDocuments > at ? behindHereDocuments : lineAfter(at);
            while (line < script.length()) {
                int next = lineAfter(line);
                String text = script.substring(line, next);
                line = next;
                if (text.strip().equals(delimiter)) {
                    break;
                }
                input.append(text);
            }
            behindHereDocuments = line;
        }

        private int lineAfter(int from) {
            int end = script.indexOf('\n', from);
            return end < 0 ? script.length() : end + 1;
        }

        private Word word() {
            var text = new StringBuilder();
            boolean literal = true;
            while (at < script.length()) {
                char c = script.charAt(at);
                if (c == '\'') {
                    int end = closing('\'');
                    text.append(script, at + 1, end);
                    at = Math.min(script.length(), end + 1);
                } else if (c == '"') {
                    int end = closing('"');
                    String quoted = script.substring(at + 1, end);
                    literal &= quoted.indexOf('$') < 0 && quoted.indexOf('`') < 0;
                    text.append(quoted.replace("\\\"", "\"").replace("\\\\", "\\"));
                    at = Math.min(script.length(), end + 1);
                } else if (c == '\\' && at + 1 < script.length()) {
                    text.append(script.charAt(at + 1));
                    at += 2;
                } else if (Character.isWhitespace(c) || ";|&()<>".indexOf(c) >= 0) {
                    break;
                } else {
                    literal &= UNSURE.indexOf(c) < 0;
                    text.append(c);
                    at++;
                }
            }
            return new Word(text.toString(), literal);
        }

        private int closing(char quote) {
            int end = at + 1;
            while (end < script.length() && script.charAt(end) != quote) {
                end += quote == '"' && script.charAt(end) == '\\' ? 2 : 1;
            }
            return Math.min(end, script.length());
        }

        private void skipBlanks() {
            while (at < script.length() && (script.charAt(at) == ' ' || script.charAt(at) == '\t')) {
                at++;
            }
        }

        private void skipLine() {
            int end = script.indexOf('\n', at);
            at = end < 0 ? script.length() : end;
        }

        private void endCommand() {
            if (!words.isEmpty() || !redirects.isEmpty()) {
                commands.add(new Command(words, redirects, input.toString()));
            }
            words = new ArrayList<>();
            redirects = new ArrayList<>();
            input.setLength(0);
        }

        private void endPipeline() {
            endCommand();
            if (!commands.isEmpty()) {
                pipelines.add(new Pipeline(commands));
            }
            commands = new ArrayList<>();
        }
    }
}
