package io.plimsoll.bench.cuts.baseline;

import io.plimsoll.bench.cuts.Counts;
import io.plimsoll.budget.tokens.PromptCall;
import io.plimsoll.budget.tokens.PromptMessage;
import io.plimsoll.budget.tokens.PromptRole;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Writes the message that stands in the place of what a cut of {@link Digest} removes. Used once. */
final class DigestBlock {

    private static final JsonMapper JSON = JsonMapper.shared();

    private static final int USER_TOKENS = 300;
    private static final int FIRST_USER_TOKENS = 1_500;
    private static final double USER_SHARE = .15;
    private static final int STEP_TOKENS = 300;
    private static final int COMMAND_CHARACTERS = 80;
    private static final List<String> PATH_ARGUMENTS = List.of("path", "file_path", "filePath", "filename");

    private final int cap;
    private final Counts counts;
    private final List<PromptMessage> messages;
    private final Map<String, PromptCall> calls = new HashMap<>();

    DigestBlock(int cap, Counts counts, List<PromptMessage> messages) {
        this.cap = cap;
        this.counts = counts;
        this.messages = messages;
        messages.forEach(message -> message.calls().forEach(call -> calls.put(call.id(), call)));
    }

    /**
     * The text.
     *
     * @param gone places of the messages that go
     * @param standing texts that stay
     * @param lineTokens the most that chosen lines may take
     */
    String write(NavigableSet<Integer> gone, List<String> standing, int lineTokens) {
        var lines = new LineCover(standing);
        String users = users(gone, lines);
        for (int place : gone) {
            PromptMessage message = messages.get(place);
            if (message.role() == PromptRole.TOOL) {
                PromptCall call = calls.get(message.resultOf());
                String source = call == null ? "a tool" : step(call);
                lines.add(source, message.text(), call != null && !pathOf(call).isEmpty());
            }
        }
        var text = new StringBuilder("[Earlier part of this conversation, shortened. It is still true.]");
        append(text, "The user said:", users);
        append(text, "Steps taken:", steps(gone));
        append(text, "Lines from results:", lines.chosen(lineTokens, counts));
        return text.toString();
    }

    private static void append(StringBuilder text, String title, String body) {
        if (!body.isEmpty()) {
            text.append("\n\n").append(title).append('\n').append(body);
        }
    }

    /** The first and the newest are preferred; what is clipped competes with the other lines. */
    private String users(NavigableSet<Integer> gone, LineCover lines) {
        List<Integer> said = gone.stream()
                .filter(place -> messages.get(place).role() == PromptRole.USER)
                .toList();
        if (said.isEmpty()) {
            return "";
        }
        List<Integer> order = new ArrayList<>(said.reversed());
        boolean first = said.getFirst() == Roles.firstUser(messages);
        if (first) {
            order.removeLast();
            order.addFirst(said.getFirst());
        }
        int room = (int) (USER_SHARE * cap);
        Map<Integer, String> kept = new TreeMap<>();
        for (int place : order) {
            String whole = messages.get(place).text();
            int most = first && place == said.getFirst() ? FIRST_USER_TOKENS : USER_TOKENS;
            String quote = clipped(whole, most);
            if (!quote.equals(whole)) {
                lines.add("the user", whole, false);
            }
            int tokens = counts.text(quote) + 2;
            if (tokens <= room) {
                room -= tokens;
                kept.put(place, "- " + quote);
            }
        }
        return String.join("\n", kept.values());
    }

    private String clipped(String text, int tokens) {
        int all = counts.text(text);
        if (all <= tokens) {
            return text;
        }
        int half = (int) ((long) text.length() * tokens / all / 2);
        return text.substring(0, half) + " […] " + text.substring(text.length() - half);
    }

    private String steps(NavigableSet<Integer> gone) {
        Set<String> newestFirst = new LinkedHashSet<>();
        int room = STEP_TOKENS;
        for (int place : gone.descendingSet()) {
            for (PromptCall call : messages.get(place).calls().reversed()) {
                String step = step(call);
                int tokens = counts.text(step) + 1;
                if (newestFirst.contains(step) || tokens > room) {
                    continue;
                }
                room -= tokens;
                newestFirst.add(step);
            }
        }
        return String.join("\n", List.copyOf(newestFirst).reversed());
    }

    private static String step(PromptCall call) {
        String path = pathOf(call);
        String what = path.isEmpty() ? call.arguments().replaceAll("\\s+", " ") : path;
        return call.name() + " " + what.substring(0, Math.min(COMMAND_CHARACTERS, what.length()));
    }

    private static String pathOf(PromptCall call) {
        try {
            JsonNode arguments = JSON.readTree(call.arguments());
            return PATH_ARGUMENTS.stream()
                    .map(name -> arguments.path(name).asString(""))
                    .filter(path -> !path.isEmpty())
                    .findFirst()
                    .orElse("");
        } catch (JacksonException broken) {
            return "";
        }
    }
}
