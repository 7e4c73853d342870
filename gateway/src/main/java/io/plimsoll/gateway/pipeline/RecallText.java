package io.plimsoll.gateway.pipeline;

import io.plimsoll.compression.Edit;
import io.plimsoll.compression.View;
import io.plimsoll.retrieval.Passage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToIntFunction;
import tools.jackson.databind.json.JsonMapper;

/** The text in which recalled passages reach the model: what they are, who said them, in the order of the conversation. */
final class RecallText {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final String OPENING =
            "[Recalled: passages of this conversation that were cut to save context, word for word]\n";
    private static final String CLOSING = "[End of recalled passages]";

    private RecallText() {}

    /**
     * As many of the best passages as fit.
     *
     * @param passages best first
     * @param budgetTokens the most that the text may cost
     * @param tokens counts text
     * @return the passages that fit, in their order of conversation; possibly none
     */
    static List<Passage> fitting(List<Passage> passages, int budgetTokens, ToIntFunction<String> tokens) {
        var chosen = new ArrayList<Passage>();
        int left = budgetTokens - tokens.applyAsInt(OPENING + CLOSING);
        for (Passage passage : passages) {
            int cost = tokens.applyAsInt(line(passage));
            if (cost <= left) {
                chosen.add(passage);
                left -= cost;
            }
        }
        chosen.sort(Comparator.comparingInt((Passage p) -> p.place().position())
                .thenComparingInt(p -> p.place().start()));
        return chosen;
    }

    /** The whole text. */
    static String of(List<Passage> passages) {
        var text = new StringBuilder(OPENING);
        passages.forEach(passage -> text.append(line(passage)));
        return text.append(CLOSING).toString();
    }

    /** Whether an earlier recall has put the passage into the view already. */
    static boolean stands(View view, Passage passage) {
        String quoted = JSON.writeValueAsString(passage.text());
        String text = quoted.substring(1, quoted.length() - 1);
        return view.edits().stream()
                .filter(Edit.Insert.class::isInstance)
                .map(Edit.Insert.class::cast)
                .anyMatch(edit -> new String(edit.text().bytes(), StandardCharsets.UTF_8).contains(text));
    }

    private static String line(Passage passage) {
        var origin = passage.origin();
        String from = origin.tool().isEmpty()
                ? origin.role()
                : origin.tool() + (origin.path().isEmpty() ? "" : " " + origin.path());
        return "- " + from + ": " + passage.text() + "\n";
    }
}
