package io.plimsoll.compression.plan;

import io.plimsoll.budget.tokens.PromptCounter;
import io.plimsoll.budget.tokens.PromptRole;
import io.plimsoll.compression.HistoryMessage;
import io.plimsoll.compression.MessageRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The user's own messages of a removed range, verbatim as far as they fit: what was asked, and the wishes that still hold.
 * The session's first message and the newest ones come first.
 */
final class UserQuotes implements Section {

    /** All of them together, of the line. */
    private static final double SHARE = .05;
    /** A short line has no room for anything else that says as much: there they may take more, up to so many tokens. */
    private static final double SMALL_LINE_SHARE = .15;

    private static final int SMALL_LINE_TOKENS = 1_500;
    /** A longer message is clipped. */
    private static final int MESSAGE_TOKENS = 300;
    /** The session's first message states the task. */
    private static final int FIRST_MESSAGE_TOKENS = 1_500;
    /** Less than this of a message says nothing. */
    private static final int SENSE_TOKENS = 24;
    /** The markup around one message. */
    private static final int MARKUP_TOKENS = 8;
    /** The line above them all. */
    private static final int HEADING_TOKENS = 14;

    private final History history;
    private final CutGoal goal;
    private final RemovedTexts texts;
    private final PromptCounter counter;

    UserQuotes(History history, CutGoal goal, RemovedTexts texts, PromptCounter counter) {
        this.history = history;
        this.goal = goal;
        this.texts = texts;
        this.counter = counter;
    }

    /** Whether a quote of {@code message} leaves some of it out, however much room there is. */
    static boolean isClipped(History history, int message) {
        int limit = message == sessionsFirst(history) ? FIRST_MESSAGE_TOKENS : MESSAGE_TOKENS;
        return history.counted().messageTokens()[message] > limit;
    }

    /** The quotes in their old order. */
    @Override
    public String in(Removal removed, int tokens) {
        MessageRange range = removed.range();
        int budget = Math.min(tokens, most());
        List<Integer> spoken = preferred(range);
        Map<Integer, String> quotes = new TreeMap<>();
        int left = budget - HEADING_TOKENS;
        int omitted = 0;
        for (int message : spoken) {
            String text = texts.spoken(message, PromptRole.USER);
            if (text.isEmpty()) {
                continue;
            }
            int limit = Math.min(limitOf(message, spoken, budget), left - MARKUP_TOKENS);
            String quote = limit < SENSE_TOKENS && tokensOf(message, text) > limit ? "" : fit(message, text, limit);
            if (quote.isEmpty()) {
                omitted++;
                continue;
            }
            quotes.put(message, quote);
            left -= Math.min(limit, tokensOf(message, text)) + MARKUP_TOKENS;
        }
        if (quotes.isEmpty()) {
            return "";
        }
        var section = new StringBuilder("The user's messages in it");
        section.append(omitted == 0 ? ":\n" : " (" + omitted + " more are in the archive):\n");
        quotes.values()
                .forEach(quote -> section.append("<user>\n").append(quote).append("\n</user>\n"));
        return section.toString();
    }

    private int most() {
        return Math.max(goal.ofLine(SHARE), Math.min(goal.ofLine(SMALL_LINE_SHARE), SMALL_LINE_TOKENS));
    }

    /** The session's first message, then the newest to the oldest. */
    private List<Integer> preferred(MessageRange range) {
        List<Integer> spoken = new ArrayList<>();
        for (int i = range.to() - 1; i >= range.from(); i--) {
            HistoryMessage message = history.messages().get(i);
            if (message.role() == PromptRole.USER) {
                spoken.add(i);
            }
        }
        if (!spoken.isEmpty() && spoken.getLast() == sessionsFirst(history)) {
            spoken.addFirst(spoken.removeLast());
        }
        return spoken;
    }

    private static int sessionsFirst(History history) {
        int first = 0;
        while (history.messages().get(first).role() != PromptRole.USER) {
            first++;
        }
        return first;
    }

    private int limitOf(int message, List<Integer> spoken, int budget) {
        if (message != sessionsFirst(history)) {
            return MESSAGE_TOKENS;
        }
        return spoken.size() == 1 ? FIRST_MESSAGE_TOKENS : Math.min(FIRST_MESSAGE_TOKENS, budget / 2);
    }

    private String fit(int message, String text, int limit) {
        int tokens = tokensOf(message, text);
        return tokens <= limit ? text : Clip.to(limit, text, tokens, counter);
    }

    /** A message's own count serves where it holds nothing but the text; its frame pays for the markup here. */
    private int tokensOf(int message, String text) {
        HistoryMessage.Facts facts = history.messages().get(message).facts();
        boolean textAlone =
                facts.results().isEmpty() && texts.at(message).stream().allMatch(part -> part.images() == 0);
        return textAlone ? history.counted().messageTokens()[message] : counter.text(text);
    }
}
