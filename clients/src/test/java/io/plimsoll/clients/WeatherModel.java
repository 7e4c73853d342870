package io.plimsoll.clients;

import io.plimsoll.backends.sim.GenerationRequest;
import io.plimsoll.backends.sim.Reply;
import io.plimsoll.backends.sim.ReplySource;
import io.plimsoll.backends.sim.SimulatedPrompt;
import io.plimsoll.budget.tokens.PromptCall;
import io.plimsoll.budget.tokens.PromptCounter;
import io.plimsoll.budget.tokens.PromptMessage;
import io.plimsoll.budget.tokens.PromptRole;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A model that asks the tool about each city of a question, and tells each result as that of the call whose id it came with. It
 * counts as long as it is asked to, and has little to say on other matters. Thread-safe.
 */
final class WeatherModel implements ReplySource {

    static final String BEFORE_CALLS = "Let me look that up.";
    static final String SMALL_TALK = "Fine, thank you.";

    /** Has an answer of some thousand tokens. */
    static final String LONG_QUESTION = "Count to 5000";

    private static final int TOKENS = 12;
    private static final int LONG_TOKENS = 5_000;

    private final PromptCounter counter;
    private volatile int promptTokens;

    WeatherModel(PromptCounter counter) {
        this.counter = counter;
    }

    /** Tokens of the newest prompt. */
    int promptTokens() {
        return promptTokens;
    }

    /** Tokens of every answer but the long one. */
    static int answerTokens() {
        return TOKENS;
    }

    @Override
    public Reply reply(GenerationRequest request) {
        var chat = (SimulatedPrompt.Chat) request.prompt();
        promptTokens = counter.head(chat.system(), chat.tools())
                + chat.messages().stream().mapToInt(counter::message).sum()
                + counter.generationPrompt();
        PromptMessage last = chat.messages().getLast();
        if (last.role() == PromptRole.TOOL) {
            return said(told(chat.messages()), List.of());
        }
        if (last.text().equals(LONG_QUESTION)) {
            String numbers = IntStream.rangeClosed(1, LONG_TOKENS)
                    .mapToObj(Integer::toString)
                    .collect(Collectors.joining(" "));
            return new Reply(numbers, List.of(), OptionalInt.of(LONG_TOKENS));
        }
        List<PromptCall> calls = Weather.calls(last.text()).toList();
        return calls.isEmpty() ? said(SMALL_TALK, calls) : said(BEFORE_CALLS, calls);
    }

    private static Reply said(String text, List<PromptCall> calls) {
        return new Reply(text, calls, OptionalInt.of(TOKENS));
    }

    private static String told(List<PromptMessage> messages) {
        Map<String, PromptCall> asked = messages.stream()
                .flatMap(message -> message.calls().stream())
                .collect(Collectors.toMap(PromptCall::id, Function.identity()));
        return messages.stream()
                .filter(message -> message.role() == PromptRole.TOOL)
                .map(result -> asked.containsKey(result.resultOf())
                        ? Weather.sentence(asked.get(result.resultOf()).arguments(), result.text())
                        : "A result of nothing: " + result.text() + ".")
                .collect(Collectors.joining(" "));
    }
}
