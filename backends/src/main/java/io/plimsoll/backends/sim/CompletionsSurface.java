package io.plimsoll.backends.sim;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /v1/completions}, for a single prompt. */
final class CompletionsSurface implements Surface {

    @Override
    public GenerationRequest read(RequestBody body) {
        var prompt = new SimulatedPrompt.Text(promptText(body.required("prompt")));
        return new GenerationRequest(body.text("model"), prompt, body.count("max_tokens"), body.text("cache_salt"));
    }

    private static String promptText(JsonNode prompt) {
        return RequestBody.text(prompt.isArray() ? prompt.path(0) : prompt);
    }

    @Override
    public ObjectNode whole(Answer answer, RequestBody body) {
        var whole = chunk(answer, answer.reply().text(), answer.finishReason());
        return whole.set("usage", ChatSurface.usage(answer, answer.outputTokens()));
    }

    @Override
    public Events events(Answer answer, RequestBody body) {
        return new CompletionsEvents(
                answer, body.at("stream_options").path("include_usage").asBoolean(false));
    }

    private static ObjectNode chunk(Answer answer, String text, String finishReason) {
        var chunk = frame(answer);
        chunk.putArray("choices")
                .addObject()
                .put("index", 0)
                .put("text", text)
                .putNull("logprobs")
                .put("finish_reason", finishReason.isEmpty() ? null : finishReason)
                .putNull("stop_reason");
        return chunk;
    }

    private static ObjectNode frame(Answer answer) {
        return RequestBody.JSON
                .createObjectNode()
                .put("id", "cmpl-" + answer.requestId())
                .put("object", "text_completion")
                .put("created", answer.createdAt())
                .put("model", answer.request().model());
    }

    private record CompletionsEvents(Answer answer, boolean usageAtEnd) implements Events {

        @Override
        public String begin() {
            return "";
        }

        @Override
        public String tokens(int from, int to) {
            var events = new StringBuilder();
            for (int token = from; token < to; token++) {
                var text = new StringBuilder();
                for (var delta : answer.deltas(token, token + 1)) {
                    if (delta instanceof Reply.TextDelta(String piece)) {
                        text.append(piece);
                    }
                }
                boolean last = token + 1 == answer.outputTokens();
                events.append(Surface.data(chunk(answer, text.toString(), last ? answer.finishReason() : "")));
            }
            return events.toString();
        }

        @Override
        public String end() {
            var usage = "";
            if (usageAtEnd) {
                var chunk = frame(answer);
                chunk.putArray("choices");
                usage = Surface.data(chunk.set("usage", ChatSurface.usage(answer, answer.outputTokens())));
            }
            return usage + Surface.data("[DONE]");
        }
    }
}
