package io.plimsoll.gateway.pipeline;

import io.plimsoll.budget.tokens.CountCache;
import io.plimsoll.budget.tokens.PromptCounter;
import io.plimsoll.budget.tokens.TokenCalibration;
import io.plimsoll.compression.ChainHash;
import io.plimsoll.compression.Conversation;
import io.plimsoll.compression.CountedConversation;
import io.plimsoll.compression.HistoryMessage;
import io.plimsoll.gateway.surface.SurfaceRequest.History;
import java.nio.charset.StandardCharsets;

/**
 * The tokens of one served model: its counter, what was counted already, and how far the engine's own reports are off.
 * Thread-safe.
 */
public final class TokenModel {

    private final String name;
    private final PromptCounter prompts;
    private final CountCache counts;
    private final TokenCalibration calibration;

    TokenModel(String name, PromptCounter prompts, CountCache counts, TokenCalibration calibration) {
        this.name = name;
        this.prompts = prompts;
        this.counts = counts;
        this.calibration = calibration;
    }

    /** The model's name. */
    public String name() {
        return name;
    }

    /** How its prompts are counted. */
    public PromptCounter prompts() {
        return prompts;
    }

    /** How the engine's reports differ from the counts. */
    public TokenCalibration calibration() {
        return calibration;
    }

    /** What the engine reports for each token counted here; 1 where the counts are exact. */
    double correction(int tokens) {
        return tokens <= 0 ? 1 : calibration.corrected(tokens) / (double) tokens;
    }

    /** How many bytes of the history have not been counted yet: what a count costs. */
    int uncountedBytes(String tenant, Conversation conversation) {
        ChainHash salt = salt(tenant);
        int bytes = 0;
        for (HistoryMessage message : conversation.messages()) {
            ChainHash key = salt.then(message.facts().raw());
            if (counts.find(key.high(), key.low()).isEmpty()) {
                bytes += message.range().length();
            }
        }
        return bytes;
    }

    /** Counts a history; what was counted before is remembered by tenant and content. */
    CountedConversation count(String tenant, History history) {
        ChainHash salt = salt(tenant);
        Conversation conversation = history.conversation();
        int head = remembered(
                salt.then(conversation.head()),
                () -> prompts.head(history.systemText(), history.toolDefinitions()) + prompts.generationPrompt());
        int[] tokens = new int[conversation.messages().size()];
        for (int i = 0; i < tokens.length; i++) {
            int index = i;
            tokens[i] = remembered(
                    salt.then(conversation.messages().get(i).facts().raw()),
                    () -> conversation.reader().read(index).stream()
                            .mapToInt(prompts::message)
                            .sum());
        }
        return new CountedConversation(conversation, head, tokens);
    }

    private int remembered(ChainHash key, java.util.function.IntSupplier count) {
        return counts.count(key.high(), key.low(), count);
    }

    /** Counts are remembered by tenant, as the hash is not cryptographic. */
    private static ChainHash salt(String tenant) {
        byte[] bytes = tenant.getBytes(StandardCharsets.UTF_8);
        return ChainHash.of(bytes, 0, bytes.length);
    }
}
