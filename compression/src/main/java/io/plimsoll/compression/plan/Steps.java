package io.plimsoll.compression.plan;

import io.plimsoll.budget.tokens.PromptCall;
import io.plimsoll.budget.tokens.PromptCounter;
import io.plimsoll.budget.tokens.PromptMessage;
import io.plimsoll.budget.tokens.PromptRole;
import io.plimsoll.compression.HistoryMessage;
import io.plimsoll.compression.MessageRange;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.stream.Stream;

/** What the assistant did in a removed range, one line per tool call, and the last that it said there. */
final class Steps implements Section {

    /** All lines together. */
    private static final int TOKENS = 250;
    /** Line ends, which the count of a single line does not hold. */
    private static final int LINE_END_TOKENS = 2;
    /** The most of the assistant's last text that is tried. */
    private static final int SENTENCES = 3;

    private static final String HEADING = "Steps taken in it:\n";
    private static final String SAID = "Said last in it: ";

    private final History history;
    private final RemovedTexts texts;
    private final PromptCounter counter;
    private final Map<String, Integer> counts = new HashMap<>();

    Steps(History history, RemovedTexts texts, PromptCounter counter) {
        this.history = history;
        this.texts = texts;
        this.counter = counter;
    }

    /** The newest steps in their old order. */
    @Override
    public String in(Removal removed, int budget) {
        MessageRange range = removed.range();
        int left = Math.min(budget, TOKENS) - tokens(HEADING);
        SequencedSet<String> lines = new LinkedHashSet<>();
        for (String line : (Iterable<String>) newestFirst(range)::iterator) {
            int tokens = tokens(line);
            if (lines.contains(line)) {
                continue;
            }
            if (tokens > left) {
                break;
            }
            lines.add(line);
            left -= tokens;
        }
        var section = new StringBuilder();
        if (!lines.isEmpty()) {
            section.append(HEADING);
            lines.reversed().forEach(line -> section.append(line).append('\n'));
        }
        return section.append(lastWords(range, left)).toString();
    }

    /** Lazily, so that no message is read whose line would not fit anyway. */
    private Stream<String> newestFirst(MessageRange range) {
        return Stream.iterate(range.to() - 1, i -> i >= range.from(), i -> i - 1)
                .filter(i -> !history.messages().get(i).facts().calls().isEmpty())
                .flatMap(i -> lines(i).stream());
    }

    private Deque<String> lines(int message) {
        Map<String, String> results = resultsOf(message);
        Deque<String> newestFirst = new ArrayDeque<>();
        for (PromptMessage part : texts.at(message)) {
            for (PromptCall call : part.calls()) {
                newestFirst.addFirst("- " + StepLine.of(call, results.get(call.id())));
            }
        }
        return newestFirst;
    }

    /** The results that stand in the same atom, by call id. */
    private Map<String, String> resultsOf(int message) {
        Map<String, String> results = new HashMap<>();
        int end = history.atoms().at(message).to();
        for (int i = message + 1; i < end; i++) {
            if (history.messages().get(i).facts().results().isEmpty()) {
                continue;
            }
            for (PromptMessage part : texts.at(i)) {
                if (part.role() == PromptRole.TOOL) {
                    results.putIfAbsent(part.resultOf(), part.text());
                }
            }
        }
        return results;
    }

    /** The last sentences of the assistant's newest text, as many as fit. */
    private String lastWords(MessageRange range, int left) {
        List<HistoryMessage> messages = history.messages();
        for (int i = range.to() - 1; i >= range.from(); i--) {
            if (messages.get(i).role() == PromptRole.ASSISTANT
                    && messages.get(i).facts().hasText()) {
                return sentences(texts.spoken(i, PromptRole.ASSISTANT), left);
            }
        }
        return "";
    }

    private String sentences(String text, int left) {
        String[] sentences = text.split("(?<=[.!?:])\\s+|\\n+");
        for (int count = Math.min(SENTENCES, sentences.length); count > 0; count--) {
            String last = SAID
                    + String.join(" ", List.of(sentences).subList(sentences.length - count, sentences.length))
                            .strip();
            if (last.length() > SAID.length() && tokens(last) <= left) {
                return last + '\n';
            }
        }
        return "";
    }

    private int tokens(String line) {
        return counts.computeIfAbsent(line, counter::text) + LINE_END_TOKENS;
    }
}
