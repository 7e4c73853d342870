package io.plimsoll.compression.plan;

import io.plimsoll.budget.tokens.PromptRole;
import io.plimsoll.compression.MessageRange;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;

/** System notes inside a removed range, whole whatever they cost: they bind the model wherever they stand. */
final class SystemNotes implements Section {

    private final History history;
    private final RemovedTexts texts;

    SystemNotes(History history, RemovedTexts texts) {
        this.history = history;
        this.texts = texts;
    }

    @Override
    public String in(Removal removed, int tokens) {
        return notes(removed.range());
    }

    boolean hasAny(MessageRange range) {
        return !notes(range).isEmpty();
    }

    private String notes(MessageRange range) {
        Set<String> notes = new LinkedHashSet<>();
        for (int i = range.from(); i < range.to(); i++) {
            if (history.messages().get(i).role() == PromptRole.SYSTEM) {
                notes.add(texts.spoken(i, PromptRole.SYSTEM));
            }
        }
        notes.remove("");
        return notes.stream().map(note -> "<system>\n" + note + "\n</system>\n").collect(Collectors.joining());
    }
}
