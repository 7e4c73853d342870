package io.plimsoll.budget.tokens;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Writes the tags of a Jinja2 template the way Jinjava must see them to do the same: loops run over a variable, from which
 * what an {@code if} of the loop excludes is gone already, and tags that only mark text for training are left out. One use
 * each, not thread-safe.
 */
final class JinjaDialect {

    private final Deque<String> loops = new ArrayDeque<>();
    private int sequences;

    /** What to write for {@code {% body %}}. */
    String statement(String body) {
        List<String> words = Arrays.asList(body.strip().split("\\s+", 2));
        return switch (words.getFirst()) {
            case "generation", "endgeneration" -> "";
            case "macro" -> tag(body);
            case "for" -> loop(words.getLast());
            case "endfor" -> {
                loops.poll();
                yield tag(body);
            }
            default -> tag(adapted(body));
        };
    }

    /** What to write for <code>{{ body }}</code>. */
    String expression(String body) {
        return "{{ " + adapted(body) + " }}";
    }

    private String loop(String head) {
        List<String> tokens = JinjaExpression.tokens(head);
        int in = JinjaExpression.indexOf("in", tokens, 0);
        if (in < 0) {
            throw new IllegalStateException("chat template: 'for " + head + "' (expected: for … in …)");
        }
        int condition = JinjaExpression.indexOf("if", tokens, in);
        String variables = text(tokens, 0, in).strip();
        String iterated = adapted(text(tokens, in + 1, condition < 0 ? tokens.size() : condition));
        String sequence = "plimsoll_sequence_" + ++sequences;
        String binding = condition < 0
                ? tag("set " + sequence + " = " + iterated)
                : filtered(sequence, variables, iterated, adapted(text(tokens, condition + 1, tokens.size())));
        loops.push(sequence);
        return binding + tag("for " + variables + " in " + sequence);
    }

    private static String filtered(String sequence, String variables, String iterated, String condition) {
        String item = variables.contains(",") ? "[" + variables + "]" : variables;
        return tag("set " + sequence + " = []")
                + tag("for " + variables + " in " + iterated)
                + tag("if " + condition)
                + tag("do " + sequence + ".append(" + item + ")")
                + tag("endif")
                + tag("endfor");
    }

    private String adapted(String expression) {
        return JinjaExpression.adapt(expression, loops.isEmpty() ? "none" : loops.peek());
    }

    private static String tag(String body) {
        return "{% " + body.strip() + " %}";
    }

    private static String text(List<String> tokens, int from, int to) {
        return tokens.subList(from, to).stream().collect(Collectors.joining());
    }
}
