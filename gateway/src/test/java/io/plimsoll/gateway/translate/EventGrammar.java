package io.plimsoll.gateway.translate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** What clients expect of the order of events, as the public references of both dialects tell it. */
final class EventGrammar {

    private static final String BLOCK = "(content_block_start (content_block_delta )*content_block_stop )";
    private static final Pattern MESSAGES = Pattern.compile("message_start " + BLOCK + "*message_delta message_stop ");
    private static final Pattern MESSAGES_FAILED =
            Pattern.compile("(message_start " + BLOCK + "*(content_block_start (content_block_delta )*)?)?error ");
    private static final String DONE_ITEM =
            "(output_item.added (content_part.added (output_text.delta )*output_text.done"
                    + " content_part.done |(reasoning_text.delta )*reasoning_text.done |reasoning_summary_part.added"
                    + " (reasoning_summary_text.delta )*reasoning_summary_text.done reasoning_summary_part.done"
                    + " |(function_call_arguments.delta )*function_call_arguments.done |custom_tool_call_input.delta"
                    + " custom_tool_call_input.done )output_item.done )";
    private static final String OPEN_ITEM = "(output_item.added (content_part.added |reasoning_summary_part.added )?"
            + "((output_text|reasoning_text|reasoning_summary_text|function_call_arguments).delta )*)";
    private static final Pattern RESPONSES =
            Pattern.compile("created in_progress " + DONE_ITEM + "*(completed|incomplete) ");
    private static final Pattern RESPONSES_FAILED =
            Pattern.compile("(created in_progress " + DONE_ITEM + "*" + OPEN_ITEM + "?)?failed ");

    private EventGrammar() {}

    /** The payloads of events, in order; each event names the type that its payload has. */
    static List<JsonNode> payloads(String events) {
        List<JsonNode> payloads = new ArrayList<>();
        if (events.isEmpty()) {
            return payloads;
        }
        assertThat(events).endsWith("\n\n");
        for (String event : events.split("\n\n", -1)) {
            if (!event.isEmpty()) {
                String[] lines = event.split("\n", -1);
                assertThat(lines).hasSize(2);
                JsonNode payload = TranslationCase.JSON.readTree(lines[1].substring("data: ".length()));
                assertThat(lines[0]).isEqualTo("event: " + payload.path("type").asString());
                payloads.add(payload);
            }
        }
        return payloads;
    }

    /** That a stream is one that ended well. */
    static void isComplete(String pair, String events) {
        List<JsonNode> payloads = payloads(events);
        assertThat(types(payloads)).matches(pair.equals("messages") ? MESSAGES : RESPONSES);
        areNumbered(pair, payloads);
    }

    /** That a stream is one that ended in an error. */
    static void isFailed(String pair, String events) {
        List<JsonNode> payloads = payloads(events);
        assertThat(types(payloads)).matches(pair.equals("messages") ? MESSAGES_FAILED : RESPONSES_FAILED);
        areNumbered(pair, payloads);
    }

    private static String types(List<JsonNode> payloads) {
        StringBuilder types = new StringBuilder();
        payloads.forEach(payload -> types.append(payload.path("type").asString().replaceFirst("^response\\.", ""))
                .append(' '));
        return types.toString();
    }

    private static void areNumbered(String pair, List<JsonNode> payloads) {
        if (pair.equals("responses")) {
            for (int i = 0; i < payloads.size(); i++) {
                assertThat(payloads.get(i).path("sequence_number").asInt(-1)).isEqualTo(i);
            }
        }
        Predicate<JsonNode> opens = payload -> List.of("content_block_start", "response.output_item.added")
                .contains(payload.path("type").asString());
        int block = -1;
        for (JsonNode payload : payloads) {
            block += opens.test(payload) ? 1 : 0;
            JsonNode index = payload.has("index") ? payload.get("index") : payload.path("output_index");
            if (index.isNumber()) {
                assertThat(index.asInt()).isEqualTo(block);
            }
        }
    }
}
