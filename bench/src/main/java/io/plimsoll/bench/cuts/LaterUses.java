package io.plimsoll.bench.cuts;

import io.plimsoll.budget.tokens.PromptCall;
import io.plimsoll.budget.tokens.PromptMessage;
import io.plimsoll.budget.tokens.PromptRole;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which literals each turn of a session takes from what stands before it. What system text or tools hold is never lost, and
 * is left out. Immutable.
 */
final class LaterUses {

    /** Lines of the latest message that are looked at, and how much of a long one on either side. */
    private static final int LINES = 8;

    private static final int REACH = 120;

    private final Map<Integer, List<Use>> first = new HashMap<>();
    private final Map<Integer, List<Use>> again = new HashMap<>();

    private final List<PromptMessage> messages;
    private final List<String> texts;
    private final List<Integer> starts = new ArrayList<>();

    /**
     * A literal in a call.
     *
     * @param literal what the call uses
     * @param distance tokens from the start of the latest message that holds it to the call
     * @param lines those of that message on which it stands, stripped, at most {@value #LINES}
     */
    record Use(String literal, int distance, List<String> lines) {

        Use {
            lines = List.copyOf(lines);
        }
    }

    LaterUses(AgentSession session, Counts counts) {
        messages = session.messages();
        texts = messages.stream().map(LaterUses::textOf).toList();
        String head = session.system() + "\n" + String.join("\n", session.tools());
        int total = 0;
        for (int i = 0; i < messages.size(); i++) {
            for (String literal : literalsOf(messages.get(i))) {
                if (!head.contains(literal)) {
                    add(literal, i, total);
                }
            }
            starts.add(total);
            total += counts.message(messages.get(i));
        }
    }

    /** Literals that the answer at this place uses for the first time, and that came from a result or the user. */
    List<Use> firstAt(int answer) {
        return first.getOrDefault(answer, List.of());
    }

    /** Literals that the answer at this place uses in a call and that the agent has said before, in text or call. */
    List<Use> againAt(int answer) {
        return again.getOrDefault(answer, List.of());
    }

    private void add(String literal, int at, int total) {
        boolean said = latest(literal, at, LaterUses::isAgents).isPresent();
        Optional<Integer> place =
                said ? latest(literal, at, message -> true) : latest(literal, at, message -> !isAgents(message));
        place.ifPresent(message -> (said ? again : first)
                .computeIfAbsent(at, turn -> new ArrayList<>())
                .add(new Use(literal, total - starts.get(message), linesWith(literal, texts.get(message)))));
    }

    private Optional<Integer> latest(String literal, int before, Predicate<PromptMessage> speaker) {
        for (int i = before - 1; i >= 0; i--) {
            if (speaker.test(messages.get(i)) && texts.get(i).contains(literal)) {
                return Optional.of(i);
            }
        }
        return Optional.empty();
    }

    private static List<String> linesWith(String literal, String text) {
        List<String> lines = new ArrayList<>();
        for (int at = text.indexOf(literal); at >= 0 && lines.size() < LINES; at = text.indexOf(literal, at + 1)) {
            int start = text.lastIndexOf('\n', at) + 1;
            int lineEnd = text.indexOf('\n', at);
            int end = lineEnd < 0 ? text.length() : lineEnd;
            lines.add(text.substring(Math.max(start, at - REACH), Math.min(end, at + literal.length() + REACH))
                    .strip());
        }
        return lines;
    }

    private static Set<String> literalsOf(PromptMessage message) {
        return message.calls().stream()
                .map(PromptCall::arguments)
                .flatMap(arguments -> Literals.in(arguments).stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** What a message says, the values of its calls' arguments included. */
    private static String textOf(PromptMessage message) {
        Stream<String> said = message.calls().stream().flatMap(call -> Literals.strings(call.arguments()));
        return Stream.concat(Stream.of(message.text()), said).collect(Collectors.joining("\n"));
    }

    private static boolean isAgents(PromptMessage message) {
        return message.role() == PromptRole.ASSISTANT;
    }
}
