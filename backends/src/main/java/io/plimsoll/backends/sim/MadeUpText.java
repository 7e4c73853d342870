package io.plimsoll.backends.sim;

import java.util.List;
import java.util.OptionalInt;
import java.util.SplittableRandom;

/**
 * Text of words that most vocabularies know as one token each, all equally long, so that any run of tokens is a run of
 * whole words.
 */
final class MadeUpText implements ReplySource {

    static final int DEFAULT_TOKENS = 128;

    private static final List<String> WORDS = List.of(
            " ship", " line", " load", " hold", " port", " time", " work", " room", " side", " part", " full", " deep",
            " down", " back", " over", " even");

    @Override
    public Reply reply(GenerationRequest request) {
        int most = request.maxTokens().orElse(DEFAULT_TOKENS);
        // One token more than may be sent makes the answer end at the limit instead of by itself.
        int tokens = request.maxTokens().isPresent() && most < Integer.MAX_VALUE ? most + 1 : most;
        var random = new SplittableRandom(seed(request.prompt()));
        var text = new StringBuilder(tokens * 5);
        for (int i = 0; i < tokens; i++) {
            text.append(WORDS.get(random.nextInt(WORDS.size())));
        }
        return new Reply(text.toString(), List.of(), OptionalInt.of(tokens));
    }

    /** Made of texts alone: the hash of an enum, and with it that of a whole message, differs from run to run. */
    private static int seed(SimulatedPrompt prompt) {
        return switch (prompt) {
            case SimulatedPrompt.Chat chat -> {
                int seed = chat.system().hashCode();
                for (var message : chat.messages()) {
                    seed = 31 * seed + message.text().hashCode();
                }
                yield seed;
            }
            case SimulatedPrompt.Text text -> text.text().hashCode();
        };
    }
}
