package io.plimsoll.gateway.agents;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.budget.tokens.PromptCounter;
import io.plimsoll.budget.tokens.PromptCounters;
import io.plimsoll.budget.tokens.PromptMessage;
import io.plimsoll.budget.tokens.PromptRole;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A prompt as an engine sees it, whatever its dialect.
 *
 * @param system the text in front of the conversation, empty for none
 * @param tools the names of the tools on offer
 * @param toolDefinitions the same tools, each as JSON
 * @param entries the conversation; results that follow each other are one entry, and so is what the model said and called
 *     between two of them
 */
record PromptShape(String system, List<String> tools, List<String> toolDefinitions, List<Entry> entries) {

    private static final PromptCounter COUNTER = PromptCounters.load("cl100k_base", Path.of(""));

    /**
     * One step of a conversation.
     *
     * @param role who speaks; {@link PromptRole#TOOL} for results and for what stands beside them
     * @param text all that is said, called and returned
     * @param calls ids of the calls in it
     * @param results ids of the calls that its results are for
     */
    record Entry(PromptRole role, String text, List<String> calls, List<String> results) {

        Entry {
            calls = List.copyOf(calls);
            results = List.copyOf(results);
        }

        /** The two as one. */
        Entry with(Entry next) {
            return new Entry(role, text + "\n" + next.text, joined(calls, next.calls), joined(results, next.results));
        }

        private static List<String> joined(List<String> first, List<String> second) {
            var all = new ArrayList<>(first);
            all.addAll(second);
            return all;
        }
    }

    PromptShape {
        tools = List.copyOf(tools);
        toolDefinitions = List.copyOf(toolDefinitions);
        entries = List.copyOf(entries);
    }

    /** Its tokens by the tokenizer that the tests' policy files name. */
    int tokens() {
        return COUNTER.head(system, toolDefinitions)
                + COUNTER.generationPrompt()
                + entries.stream()
                        .mapToInt(entry -> COUNTER.message(PromptMessage.of(entry.role(), entry.text())))
                        .sum();
    }

    /** The text of the newest entry. */
    String newestText() {
        return entries.isEmpty() ? "" : entries.getLast().text();
    }

    /** The text of the whole conversation. */
    String text() {
        return String.join("\n", entries.stream().map(Entry::text).toList());
    }

    /** Every call is answered at once and once, no result lacks its call, the user speaks first, and the model not twice. */
    void assertLegal() {
        assertThat(entries).as("conversation").isNotEmpty();
        List<String> open = List.of();
        boolean modelSpoke = false;
        for (Entry entry : entries) {
            assertThat(entry.results()).as("results in '%s'", start(entry)).containsExactlyInAnyOrderElementsOf(open);
            assertThat(modelSpoke && entry.role() == PromptRole.ASSISTANT)
                    .as("the model speaks twice: '%s'", start(entry))
                    .isFalse();
            open = entry.calls();
            modelSpoke = entry.role() == PromptRole.ASSISTANT;
        }
        assertThat(open).as("calls without results at the end").isEmpty();
        assertThat(entries.stream()
                        .map(Entry::role)
                        .filter(role -> role != PromptRole.SYSTEM)
                        .findFirst())
                .as("who speaks first")
                .hasValue(PromptRole.USER);
    }

    private static String start(Entry entry) {
        return entry.text().substring(0, Math.min(120, entry.text().length()));
    }
}
