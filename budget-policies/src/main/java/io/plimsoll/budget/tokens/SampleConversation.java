package io.plimsoll.budget.tokens;

import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** The conversation by which a template is judged: does the whole count as much as the parts together? */
final class SampleConversation {

    private static final String SYSTEM = "You are a careful assistant. Answer in one line.";
    private static final List<String> TOOLS = List.of(
            "{\"type\":\"function\",\"function\":{\"name\":\"read_file\",\"description\":\"Reads a file.\","
                    + "\"parameters\":{\"type\":\"object\",\"properties\":{\"path\":{\"type\":\"string\"}},"
                    + "\"required\":[\"path\"]}}}",
            "{\"type\":\"function\",\"function\":{\"name\":\"list\",\"description\":\"Lists d\u00E9p\u00F4ts.\","
                    + "\"parameters\":{\"type\":\"object\",\"properties\":{}}}}");
    private static final List<PromptMessage> PLAIN = List.of(
            PromptMessage.of(PromptRole.USER, "What is in the folder?"),
            PromptMessage.of(PromptRole.ASSISTANT, "I can look, if you want me to."),
            PromptMessage.of(PromptRole.USER, "Please do!\n"));

    private SampleConversation() {}

    /** The conversation as an agent would send it: it ends with what the model is to answer. */
    static List<PromptMessage> messages(boolean withTools) {
        return withTools ? followedBy(toolTurns()) : PLAIN;
    }

    /**
     * Tokens of the whole less the sum of the parts, in the fullest form that the template takes: it may refuse a system
     * message, or more than one call at once.
     *
     * @throws IllegalStateException if it takes none
     */
    static int difference(TemplatePromptCounter counter, boolean withTools) {
        List<PromptMessage> full = messages(withTools);
        List<PromptMessage> oneCall = withTools ? followedBy(toolTurns().subList(3, 5)) : PLAIN;
        for (String system : List.of(SYSTEM, "")) {
            for (List<PromptMessage> messages : List.of(full, oneCall)) {
                OptionalInt difference = difference(counter, system, messages, withTools ? TOOLS : List.of());
                if (difference.isPresent()) {
                    return difference.getAsInt();
                }
            }
        }
        throw new IllegalStateException("chat template: refuses a plain conversation");
    }

    private static OptionalInt difference(
            TemplatePromptCounter counter, String system, List<PromptMessage> messages, List<String> tools) {
        Stream<PromptMessage> head =
                system.isEmpty() ? Stream.empty() : Stream.of(PromptMessage.of(PromptRole.SYSTEM, system));
        try {
            int whole = counter.whole(Stream.concat(head, messages.stream()).toList(), tools);
            int parts = messages.stream().mapToInt(counter::message).sum();
            return OptionalInt.of(whole - counter.head(system, tools) - parts - counter.generationPrompt());
        } catch (IllegalStateException e) {
            return OptionalInt.empty();
        }
    }

    private static List<PromptMessage> followedBy(List<PromptMessage> toolTurns) {
        return Stream.concat(PLAIN.stream(), toolTurns.stream()).toList();
    }

    private static List<PromptMessage> toolTurns() {
        String first = Markers.callId(1);
        String second = Markers.callId(2);
        return List.of(
                new PromptMessage(
                        PromptRole.ASSISTANT,
                        "Two looks.",
                        "",
                        List.of(
                                new PromptCall(first, "read_file", "{\"path\":\"a/b.txt\",\"n\":1.50}"),
                                new PromptCall(second, "list", "{}")),
                        "",
                        0),
                new PromptMessage(PromptRole.TOOL, "alpha, beta.", "", List.of(), first, 0),
                new PromptMessage(PromptRole.TOOL, "{\"files\": 3}", "", List.of(), second, 0),
                new PromptMessage(
                        PromptRole.ASSISTANT,
                        "",
                        "One more is needed.",
                        List.of(new PromptCall(first, "list", "{\"path\": \"\u00FC\"}")),
                        "",
                        0),
                new PromptMessage(PromptRole.TOOL, "none", "", List.of(), first, 0));
    }
}
