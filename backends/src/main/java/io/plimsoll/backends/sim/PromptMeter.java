package io.plimsoll.backends.sim;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.plimsoll.budget.tokens.PromptCounter;
import io.plimsoll.budget.tokens.PromptMessage;
import java.util.List;

/**
 * Measures prompts: how many tokens they are, and what their blocks are recognised by. Remembers the counts of about 32
 * million characters of messages, since a conversation comes back with every turn. Thread-safe.
 */
final class PromptMeter {

    private static final long REMEMBERED_CHARACTERS = 32_000_000;

    private record Head(String system, List<String> tools) {
        String text() {
            return system + '\n' + String.join("\n", tools);
        }
    }

    private final PromptCounter counter;
    private final int blockTokens;
    private final Cache<Object, Integer> counts = Caffeine.newBuilder()
            .maximumWeight(REMEMBERED_CHARACTERS)
            .weigher((Object key, Integer count) -> weight(key))
            .build();

    PromptMeter(PromptCounter counter, int blockTokens) {
        this.counter = counter;
        this.blockTokens = blockTokens;
    }

    int blockTokens() {
        return blockTokens;
    }

    /** The tokens of {@code prompt} up to where the model begins to speak. */
    int count(SimulatedPrompt prompt) {
        return countHistory(prompt) + (prompt instanceof SimulatedPrompt.Chat ? counter.generationPrompt() : 0);
    }

    /** The tokens of {@code prompt} without what makes the model speak. */
    int countHistory(SimulatedPrompt prompt) {
        return switch (prompt) {
            case SimulatedPrompt.Chat chat -> {
                int sum = count(new Head(chat.system(), chat.tools()));
                for (var message : chat.messages()) {
                    sum += count(message);
                }
                yield sum;
            }
            case SimulatedPrompt.Text text -> count(text.text());
        };
    }

    /** The tokens that the model generates to say all of {@code reply}, at least 1. */
    int count(Reply reply) {
        return reply.tokens().orElseGet(() -> Math.max(1, count(reply.message()) - counter.generationPrompt()));
    }

    /**
     * The blocks of {@code prompt} continued by {@code reply}.
     *
     * @param replyTokens how many tokens of {@code reply} are generated
     */
    PromptBlocks blocks(GenerationRequest request, Reply reply, int replyTokens) {
        var hasher = new BlockHasher(blockTokens, request.cacheSalt());
        switch (request.prompt()) {
            case SimulatedPrompt.Chat chat -> {
                var head = new Head(chat.system(), chat.tools());
                hasher.add(head.text(), count(head));
                for (var message : chat.messages()) {
                    hasher.add(rendered(message), count(message));
                }
                hasher.add(rendered(reply.message()), counter.generationPrompt() + replyTokens);
            }
            case SimulatedPrompt.Text text -> hasher.add(text.text() + reply.text(), count(text.text()) + replyTokens);
        }
        return hasher.blocks();
    }

    private int count(Object part) {
        return counts.get(part, key -> switch (key) {
            case Head head -> counter.head(head.system(), head.tools());
            case PromptMessage message -> counter.message(message);
            case String text -> counter.text(text);
            default ->
                throw new IllegalArgumentException("part: " + key.getClass() + " (expected: head, message, text)");
        });
    }

    /** What a template could make of a message; call ids stay out, since most templates do not write them. */
    private static String rendered(PromptMessage message) {
        var text = new StringBuilder(message.role().name())
                .append('\n')
                .append(message.reasoning())
                .append('\n')
                .append(message.text());
        for (var call : message.calls()) {
            text.append('\n').append(call.name()).append(call.arguments());
        }
        return text.append("\n".repeat(message.images())).toString();
    }

    private static int weight(Object part) {
        return switch (part) {
            case Head head -> head.text().length() + 1;
            case PromptMessage message -> rendered(message).length();
            default -> part.toString().length() + 1;
        };
    }
}
