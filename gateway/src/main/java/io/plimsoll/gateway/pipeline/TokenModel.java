package io.plimsoll.gateway.pipeline;

import io.plimsoll.budget.tokens.CountCache;
import io.plimsoll.budget.tokens.PromptCounter;
import io.plimsoll.budget.tokens.PromptMessage;
import io.plimsoll.budget.tokens.TokenCalibration;
import io.plimsoll.compression.ChainHash;
import io.plimsoll.compression.Conversation;
import io.plimsoll.compression.CountedConversation;
import io.plimsoll.compression.HistoryMessage;
import io.plimsoll.compression.RenderedElement;
import io.plimsoll.compression.RenderedView;
import io.plimsoll.gateway.session.Sent;
import io.plimsoll.gateway.surface.SurfaceRequest.History;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/*
 * Three sources tell what a message costs, the better one first.
 *
 *   measured   the engine's own report of a prompt, less its report of the same prompt before the message was appended: exact,
 *              whatever the tokenizer, and known for all but the newest messages of a lane
 *   counted    the local tokenizer and chat template: exact where they are the model's own
 *   corrected  the count times what the engine reported for counts before: for models whose tokenizer is not at hand
 */
/**
 * The tokens of one served model, as its engine counts them. Thread-safe; what is known is remembered by tenant and content,
 * as the hash is not cryptographic.
 */
public final class TokenModel {

    /** A report that differs more from the count is not of the same prompt: a template that dropped text, or an error. */
    private static final double MOST_RATIO = 2;

    private final String name;
    private final PromptCounter prompts;
    private final CountCache counts;
    private final CountCache measured;
    private final TokenCalibration calibration;

    TokenModel(String name, PromptCounter prompts, long maxCounts) {
        this.name = name;
        this.prompts = prompts;
        this.counts = new CountCache(maxCounts);
        this.measured = new CountCache(maxCounts);
        this.calibration = new TokenCalibration();
    }

    /** The model's name. */
    public String name() {
        return name;
    }

    /** How prompts are counted, corrected by what the engine has reported so far. */
    public PromptCounter prompts() {
        return new Corrected(prompts, calibration);
    }

    /** About how many bytes of head and history have not been counted yet: what a count costs. */
    int uncountedBytes(KeyedHistory keyed) {
        History history = keyed.history();
        List<HistoryMessage> messages = history.conversation().messages();
        int bytes = 0;
        if (!isKnown(keyed.head())) {
            bytes = history.systemText().length()
                    + history.toolDefinitions().stream()
                            .mapToInt(String::length)
                            .sum();
        }
        for (int i = 0; i < messages.size(); i++) {
            if (!isKnown(keyed.messages()[i])) {
                bytes += messages.get(i).range().length();
            }
        }
        return bytes;
    }

    /** Counts a history; what is known already is not counted again. */
    CountedConversation count(KeyedHistory keyed) {
        History history = keyed.history();
        int head = known(
                keyed.head(),
                () -> prompts.head(history.systemText(), history.toolDefinitions()) + prompts.generationPrompt());
        int[] tokens = new int[keyed.messages().length];
        for (int i = 0; i < tokens.length; i++) {
            int index = i;
            tokens[i] = known(
                    keyed.messages()[i],
                    () -> history.conversation().reader().read(index).stream()
                            .mapToInt(prompts::message)
                            .sum());
        }
        return new CountedConversation(history.conversation(), head, tokens);
    }

    /**
     * A history with the keys under which its counts are remembered.
     *
     * @param head key of system text and tools
     * @param messages key of each message
     */
    record KeyedHistory(History history, ChainHash head, ChainHash[] messages) {

        static KeyedHistory of(String tenant, History history) {
            ChainHash salt = salt(tenant);
            Conversation conversation = history.conversation();
            var messages = new ChainHash[conversation.messages().size()];
            for (int i = 0; i < messages.length; i++) {
                messages[i] = salt.then(conversation.messages().get(i).facts().canonical());
            }
            return new KeyedHistory(history, salt.then(conversation.head()), messages);
        }
    }

    /**
     * Learns from the engine's report of a prompt.
     *
     * @param before what the lane sent before, with the engine's report of it; null for its first request
     * @param now what it sent now
     * @param reported prompt tokens of {@code now} by the engine
     */
    void learn(String tenant, @Nullable Sent before, RenderedView now, int reported) {
        if (before == null) {
            int total = now.totalTokens();
            learn(salt(tenant), now.elements(), total, reported, now.head(), now.headTokens());
        } else if (now.startsWith(before.rendered())) {
            List<RenderedElement> appended = now.elements()
                    .subList(before.rendered().elements().size(), now.elements().size());
            int counted = appended.stream().mapToInt(RenderedElement::tokens).sum();
            learn(salt(tenant), appended, counted, reported - before.reportedTokens(), null, 0);
        }
        // after a cut the growth cannot be told from what was taken away
    }

    private void learn(
            ChainHash salt,
            List<RenderedElement> grown,
            int counted,
            int growth,
            @Nullable ChainHash head,
            int headTokens) {
        if (counted <= 0 || growth <= 0 || growth > MOST_RATIO * counted || counted > MOST_RATIO * growth) {
            return;
        }
        int here = grown.stream()
                .mapToInt(element -> countedHere(salt.then(element.identity())))
                .sum();
        calibration.observe(here + (head == null ? 0 : countedHere(salt.then(head))), growth);
        double ratio = growth / (double) counted;
        if (head != null) {
            measure(salt.then(head), headTokens * ratio);
        }
        for (RenderedElement element : grown) {
            measure(salt.then(element.identity()), element.tokens() * ratio);
        }
    }

    private void measure(ChainHash key, double tokens) {
        measured.put(key.high(), key.low(), (int) Math.round(tokens));
    }

    private int countedHere(ChainHash key) {
        return counts.find(key.high(), key.low()).orElse(0);
    }

    private boolean isKnown(ChainHash key) {
        return measured.find(key.high(), key.low()).isPresent()
                || counts.find(key.high(), key.low()).isPresent();
    }

    private int known(ChainHash key, IntSupplier count) {
        OptionalInt exact = measured.find(key.high(), key.low());
        return exact.isPresent() ? exact.getAsInt() : calibration.corrected(counts.count(key.high(), key.low(), count));
    }

    private static ChainHash salt(String tenant) {
        byte[] bytes = tenant.getBytes(StandardCharsets.UTF_8);
        return ChainHash.of(bytes, 0, bytes.length);
    }

    /** A counter whose counts are corrected. */
    private record Corrected(PromptCounter counter, TokenCalibration calibration) implements PromptCounter {

        @Override
        public int head(String system, List<String> toolDefinitions) {
            return calibration.corrected(counter.head(system, toolDefinitions));
        }

        @Override
        public int message(PromptMessage message) {
            return calibration.corrected(counter.message(message));
        }

        @Override
        public int generationPrompt() {
            return calibration.corrected(counter.generationPrompt());
        }

        @Override
        public int text(String text) {
            return calibration.corrected(counter.text(text));
        }
    }
}
