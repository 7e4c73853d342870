package io.plimsoll.backends.sim;

import tools.jackson.databind.node.ObjectNode;

/**
 * The events of an answer on {@code /v1/messages}: one block of text, then one for each tool call. Created per request, not
 * thread-safe.
 */
final class MessagesEvents implements Surface.Events {
    private final Answer answer;
    private int block = -1;
    private int call = -1;

    MessagesEvents(Answer answer) {
        this.answer = answer;
    }

    @Override
    public String begin() {
        var message = MessagesSurface.frame(answer).putNull("stop_reason").putNull("stop_sequence");
        message.putArray("content");
        message.putObject("usage").put("input_tokens", answer.promptTokens()).put("output_tokens", 0);
        return Surface.event("message_start", typed("message_start").set("message", message));
    }

    @Override
    public String tokens(int from, int to) {
        var events = new StringBuilder();
        for (int token = from; token < to; token++) {
            for (var delta : answer.deltas(token, token + 1)) {
                switch (delta) {
                    case Reply.TextDelta text -> addText(events, text);
                    case Reply.CallDelta piece -> addCall(events, piece);
                }
            }
        }
        return events.toString();
    }

    @Override
    public String end() {
        var events = new StringBuilder();
        closeBlock(events);
        var delta = typed("message_delta");
        delta.putObject("delta")
                .put("stop_reason", MessagesSurface.stopReason(answer))
                .putNull("stop_sequence");
        events.append(Surface.event("message_delta", delta.set("usage", MessagesSurface.usage(answer))));
        return events.append(Surface.event("message_stop", typed("message_stop")))
                .toString();
    }

    private void addText(StringBuilder events, Reply.TextDelta text) {
        if (block < 0) {
            open(events, RequestBody.JSON.createObjectNode().put("type", "text").put("text", ""));
        }
        add(events, typed("text_delta").put("text", text.text()));
    }

    private void addCall(StringBuilder events, Reply.CallDelta piece) {
        if (piece.call() != call) {
            call = piece.call();
            closeBlock(events);
            var start = typed("tool_use")
                    .put("id", MessagesSurface.callId(answer, call))
                    .put("name", answer.reply().calls().get(call).name());
            start.putObject("input");
            open(events, start);
        }
        add(events, typed("input_json_delta").put("partial_json", piece.arguments()));
    }

    private void open(StringBuilder events, ObjectNode start) {
        block++;
        var event = typed("content_block_start").set("content_block", start);
        events.append(Surface.event("content_block_start", event.put("index", block)));
    }

    private void add(StringBuilder events, ObjectNode delta) {
        var event = typed("content_block_delta").set("delta", delta);
        events.append(Surface.event("content_block_delta", event.put("index", block)));
    }

    private void closeBlock(StringBuilder events) {
        if (block >= 0) {
            events.append(Surface.event(
                    "content_block_stop", typed("content_block_stop").put("index", block)));
        }
    }

    private static ObjectNode typed(String type) {
        return RequestBody.JSON.createObjectNode().put("type", type);
    }
}
