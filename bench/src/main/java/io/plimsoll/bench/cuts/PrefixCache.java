package io.plimsoll.bench.cuts;

import io.plimsoll.backends.sim.SimulatedPrompt;
import io.plimsoll.budget.tokens.PromptCall;
import io.plimsoll.budget.tokens.PromptMessage;
import io.plimsoll.budget.tokens.PromptRole;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The prefix cache of an engine that never forgets, in vLLM's manner: whole blocks of {@value #BLOCK} tokens, answers cached
 * as well, at least the last token of a prompt computed. Where two prompts part in the middle of a message, their common
 * characters count as far as they go. Not thread-safe.
 */
final class PrefixCache {

    /** Tokens of a block. */
    static final int BLOCK = 16;

    private final Counts counts;
    private final Node root = new Node();

    PrefixCache(Counts counts) {
        this.counts = counts;
    }

    /** What stands behind one prefix in some prompt, and how many tokens of it are cached. */
    private static final class Node {
        private final Map<Object, Node> next = new HashMap<>();
        private int tokens;

        private Node child(Object part, int cached) {
            Node child = next.computeIfAbsent(part, key -> new Node());
            child.tokens = Math.max(child.tokens, cached);
            return child;
        }
    }

    private record Head(String system, List<String> tools) {}

    /**
     * Serves a prompt, and caches it with its answer.
     *
     * @return the tokens of the prompt that have to be computed
     */
    int prefill(SimulatedPrompt.Chat prompt, PromptMessage answer) {
        int tokens = counts.prompt(prompt);
        int found = Math.min(cachedTokens(prompt), tokens - 1) / BLOCK * BLOCK;
        remember(prompt, answer);
        return tokens - found;
    }

    private int cachedTokens(SimulatedPrompt.Chat prompt) {
        Node node = root.next.get(head(prompt));
        if (node == null) {
            return 0;
        }
        int cached = node.tokens;
        for (PromptMessage message : prompt.messages()) {
            Node child = node.next.get(withoutIds(message));
            if (child == null) {
                return cached + partOf(message, node);
            }
            cached += child.tokens;
            node = child;
        }
        boolean spokeHere = node.next.keySet().stream()
                .anyMatch(part -> part instanceof PromptMessage said && said.role() == PromptRole.ASSISTANT);
        return spokeHere ? cached + counts.generationPrompt() : cached;
    }

    private void remember(SimulatedPrompt.Chat prompt, PromptMessage answer) {
        Node node = root.child(head(prompt), counts.head(prompt));
        for (PromptMessage message : prompt.messages()) {
            node = node.child(withoutIds(message), counts.message(message));
        }
        // What ends a message behind its end marker is the template's, not the model's.
        node.child(withoutIds(answer), counts.message(answer) - 1);
    }

    /** The tokens that a message shares with the likest one that stood in its place. */
    private int partOf(PromptMessage message, Node before) {
        int most = 0;
        for (Object part : before.next.keySet()) {
            if (part instanceof PromptMessage other && other.role() == message.role()) {
                int common = commonCharacters(message.text(), other.text());
                int frame = counts.message(PromptMessage.of(message.role(), "")) / 2;
                most = Math.max(
                        most,
                        frame + (common == 0 ? 0 : counts.text(message.text().substring(0, common))));
            }
        }
        return most;
    }

    private static int commonCharacters(String a, String b) {
        int most = Math.min(a.length(), b.length());
        int common = 0;
        while (common < most && a.charAt(common) == b.charAt(common)) {
            common++;
        }
        return common;
    }

    private static Head head(SimulatedPrompt.Chat prompt) {
        return new Head(prompt.system(), prompt.tools());
    }

    /** Templates write no call ids. */
    private static PromptMessage withoutIds(PromptMessage message) {
        List<PromptCall> calls = message.calls().stream()
                .map(call -> new PromptCall("", call.name(), call.arguments()))
                .toList();
        return new PromptMessage(message.role(), message.text(), message.reasoning(), calls, "", message.images());
    }
}
