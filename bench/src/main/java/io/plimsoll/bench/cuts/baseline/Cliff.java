package io.plimsoll.bench.cuts.baseline;

import io.plimsoll.backends.sim.SimulatedPrompt;
import io.plimsoll.bench.cuts.Counts;
import io.plimsoll.budget.tokens.PromptCall;
import io.plimsoll.budget.tokens.PromptMessage;
import io.plimsoll.budget.tokens.PromptRole;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Everything but the protected gives way to a mechanical record of the user's words and of the paths that calls named, about
 * 2 % of the cap, as cliffcompaction does; each record replaces the one before.
 */
class Cliff extends FrozenCutter {

    private static final double RECORD_SHARE = .02;
    private static final int LEAST_RECORD_TOKENS = 120;
    private static final int CHARACTERS_PER_TOKEN = 3;
    private static final int WORDS_OF_A_MESSAGE = 200;
    private static final int USER_MESSAGES = 12;
    private static final int PATHS = 20;
    private static final Pattern QUOTED_PATH = Pattern.compile("\"([^\"\\s]*/[^\"\\s]+)\"");

    Cliff(int cap, Counts counts) {
        super(cap, counts);
    }

    @Override
    final void cut(SimulatedPrompt.Chat client) {
        List<PromptMessage> messages = client.messages();
        Set<Integer> kept = protectedPlaces(messages);
        List<Integer> gone = IntStream.range(0, messages.size())
                .filter(place -> !kept.contains(place))
                .boxed()
                .toList();
        if (gone.isEmpty()) {
            return;
        }
        gone.forEach(place -> edits.put(place, List.of()));
        String record = record(gone.stream().map(messages::get).toList());
        edits.put(gone.getFirst(), List.of(PromptMessage.of(PromptRole.USER, record)));
    }

    private String record(List<PromptMessage> gone) {
        List<String> said = gone.stream()
                .filter(message -> message.role() == PromptRole.USER)
                .map(message -> "- "
                        + message.text()
                                .substring(
                                        0,
                                        Math.min(
                                                WORDS_OF_A_MESSAGE,
                                                message.text().length())))
                .toList();
        var paths = new TreeSet<String>();
        for (PromptMessage message : gone) {
            for (PromptCall call : message.calls()) {
                QUOTED_PATH
                        .matcher(call.arguments())
                        .results()
                        .map((MatchResult found) -> found.group(1))
                        .forEach(paths::add);
            }
        }
        List<String> listed = List.copyOf(paths);
        String record = "[Record of earlier work]\nThe user said:\n" + String.join("\n", newest(said, USER_MESSAGES))
                + "\nFiles: " + String.join(", ", newest(listed, PATHS));
        int most = CHARACTERS_PER_TOKEN * Math.max(LEAST_RECORD_TOKENS, (int) (cap * RECORD_SHARE));
        return record.substring(0, Math.min(most, record.length()));
    }

    private static List<String> newest(List<String> all, int most) {
        return all.subList(Math.max(0, all.size() - most), all.size());
    }
}
