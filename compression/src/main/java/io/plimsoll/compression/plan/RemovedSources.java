package io.plimsoll.compression.plan;

import io.plimsoll.budget.tokens.PromptCall;
import io.plimsoll.budget.tokens.PromptMessage;
import io.plimsoll.compression.MessageRange;
import io.plimsoll.compression.retain.Source;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The texts of a removed range whose lines may stay: what tools answered, and what of the user's words is too long to quote. */
final class RemovedSources {

    /** A longer one is a report, whose lines compete with all others. */
    private static final int ERROR_CHARACTERS = 1_200;

    private final History history;
    private final List<MessageRange> gaps;
    private final RemovedTexts texts;

    /** @param gaps all ranges that go */
    RemovedSources(History history, List<MessageRange> gaps, RemovedTexts texts) {
        this.history = history;
        this.gaps = gaps;
        this.texts = texts;
    }

    /** The texts of {@code removed} in their order. */
    List<Source> in(MessageRange removed) {
        Map<String, PromptCall> calls = new HashMap<>();
        List<Source> sources = new ArrayList<>();
        int newest = behindNewestResult();
        int left = behind(removed.from());
        for (int i = removed.from(); i < removed.to(); i++) {
            left -= history.counted().messageTokens()[i];
            int age = Math.max(0, left - newest);
            boolean isQuoted = !UserQuotes.isClipped(history, i);
            for (PromptMessage part : texts.at(i)) {
                part.calls().forEach(call -> calls.put(call.id(), call));
                switch (part.role()) {
                    case TOOL -> sources.add(answer(calls.get(part.resultOf()), part.text(), age));
                    case ASSISTANT -> part.calls().forEach(call -> addWritten(call, age, sources));
                    case USER -> {
                        if (!isQuoted) {
                            sources.add(new Source("the user", Source.Kind.SPEECH, part.text(), age));
                        }
                    }
                    case SYSTEM -> {
                        // quoted whole
                    }
                }
            }
        }
        return sources;
    }

    private static Source answer(@Nullable PromptCall call, String text, int age) {
        if (call == null) {
            return new Source("a tool", Source.Kind.OUTPUT, text, age);
        }
        if (text.length() <= ERROR_CHARACTERS && StepLine.isError(text)) {
            return new Source(StepLine.callOf(call), Source.Kind.ERROR, text, age);
        }
        String file = FileCall.reads(call);
        return file.isEmpty()
                ? new Source(StepLine.callOf(call), Source.Kind.OUTPUT, text, age)
                : new Source(file, Source.Kind.FILE, text, age);
    }

    private static void addWritten(PromptCall call, int age, List<Source> sources) {
        String text = FileCall.writes(call);
        if (!text.isEmpty()) {
            sources.add(new Source(FileCall.path(call), Source.Kind.WRITTEN, text, age));
        }
    }

    /** Tokens of what goes from {@code message} on. */
    private int behind(int message) {
        int tokens = 0;
        for (MessageRange gap : gaps) {
            for (int i = Math.max(message, gap.from()); i < gap.to(); i++) {
                tokens += history.counted().messageTokens()[i];
            }
        }
        return tokens;
    }

    /** Tokens of what goes behind the newest result among it. */
    private int behindNewestResult() {
        for (MessageRange gap : gaps.reversed()) {
            for (int i = gap.to() - 1; i >= gap.from(); i--) {
                if (!history.messages().get(i).facts().results().isEmpty()) {
                    return behind(i + 1);
                }
            }
        }
        return 0;
    }
}
