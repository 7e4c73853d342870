package io.plimsoll.backends.sim;

import tools.jackson.databind.node.ObjectNode;

/**
 * The events of an answer on {@code /v1/responses}: every event counts itself, and every item has an opening, its deltas and
 * its close. Created per request, not thread-safe.
 */
final class ResponsesEvents implements Surface.Events {
    private final Answer answer;
    private final RequestBody body;
    private final StringBuilder events = new StringBuilder();
    private int sequence;
    private int item = -1;
    private int call = -1;

    ResponsesEvents(Answer answer, RequestBody body) {
        this.answer = answer;
        this.body = body;
    }

    @Override
    public String begin() {
        add("response.created", fields().set("response", ResponsesSurface.response(answer, body, "in_progress")));
        add("response.in_progress", fields().set("response", ResponsesSurface.response(answer, body, "in_progress")));
        return written();
    }

    @Override
    public String tokens(int from, int to) {
        for (int token = from; token < to; token++) {
            for (var delta : answer.deltas(token, token + 1)) {
                switch (delta) {
                    case Reply.TextDelta text -> addText(text);
                    case Reply.CallDelta piece -> addCall(piece);
                }
            }
        }
        return written();
    }

    @Override
    public String end() {
        closeItem();
        var name = answer.cutShort() ? "response.incomplete" : "response.completed";
        var whole = ResponsesSurface.complete(answer, body);
        add(name, fields().set("response", whole));
        return written();
    }

    private void addText(Reply.TextDelta text) {
        if (item < 0) {
            open(ResponsesSurface.message(answer, "in_progress", ""));
            add(
                    "response.content_part.added",
                    itemFields("msg_" + answer.requestId())
                            .put("content_index", 0)
                            .set("part", ResponsesSurface.part("")));
        }
        var delta =
                itemFields("msg_" + answer.requestId()).put("content_index", 0).put("delta", text.text());
        delta.putArray("logprobs");
        add("response.output_text.delta", delta);
    }

    private void addCall(Reply.CallDelta piece) {
        if (piece.call() != call) {
            closeItem();
            call = piece.call();
            open(ResponsesSurface.call(answer, call, "in_progress", ""));
        }
        add(
                "response.function_call_arguments.delta",
                itemFields("fc_" + answer.requestId() + call).put("delta", piece.arguments()));
    }

    private void open(ObjectNode opened) {
        item++;
        add("response.output_item.added", fields().put("output_index", item).set("item", opened));
    }

    private void closeItem() {
        if (item < 0) {
            return;
        }
        if (call < 0) {
            var id = "msg_" + answer.requestId();
            var text = answer.reply().text();
            var done = itemFields(id).put("content_index", 0).put("text", text);
            done.putArray("logprobs");
            add("response.output_text.done", done);
            add(
                    "response.content_part.done",
                    itemFields(id).put("content_index", 0).set("part", ResponsesSurface.part(text)));
        } else {
            add(
                    "response.function_call_arguments.done",
                    itemFields("fc_" + answer.requestId() + call)
                            .put("name", answer.reply().calls().get(call).name())
                            .put("arguments", answer.reply().calls().get(call).arguments()));
        }
        add(
                "response.output_item.done",
                fields().put("output_index", item)
                        .set("item", ResponsesSurface.output(answer).get(item)));
    }

    private static ObjectNode fields() {
        return RequestBody.JSON.createObjectNode();
    }

    private ObjectNode itemFields(String id) {
        return fields().put("item_id", id).put("output_index", item);
    }

    private void add(String name, ObjectNode fields) {
        events.append(
                Surface.event(name, fields.put("sequence_number", sequence++).put("type", name)));
    }

    private String written() {
        var written = events.toString();
        events.setLength(0);
        return written;
    }
}
