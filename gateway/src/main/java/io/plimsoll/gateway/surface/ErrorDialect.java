package io.plimsoll.gateway.surface;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** How a dialect writes an error: the one table of error bodies. */
public enum ErrorDialect {
    /** {@code {"error":{message, type, param, code}}}: chat, completions, embeddings, responses and all other paths. */
    OPENAI {
        @Override
        byte[] body(ClientError error, String message, @Nullable String param) {
            var node = JSON.createObjectNode();
            node.putObject("error")
                    .put("message", message)
                    .put("type", error.openAiType())
                    .put("param", param)
                    .put("code", error.openAiCode());
            return JSON.writeValueAsBytes(node);
        }

        @Override
        public int status(ClientError error) {
            return error.status();
        }

        @Override
        public String contextLengthMessage(int askedTokens, int floorTokens, int lineTokens) {
            return ("This model's maximum context length is %d tokens. However, you requested %d tokens, of which %d cannot"
                            + " be left out (system text, tools, the last user message and the newest tool calls). Please"
                            + " reduce the length of the messages.")
                    .formatted(lineTokens, askedTokens, floorTokens);
        }
    },
    /** {@code {"type":"error","error":{type, message}}}: messages. */
    ANTHROPIC {
        @Override
        byte[] body(ClientError error, String message, @Nullable String param) {
            ObjectNode node = JSON.createObjectNode().put("type", "error");
            node.putObject("error").put("type", error.anthropicType()).put("message", message);
            return JSON.writeValueAsBytes(node);
        }

        @Override
        public int status(ClientError error) {
            return error == ClientError.OVERLOADED || error == ClientError.NO_BACKEND ? 529 : error.status();
        }

        @Override
        public String contextLengthMessage(int askedTokens, int floorTokens, int lineTokens) {
            return "prompt is too long: %d tokens > %d maximum".formatted(askedTokens, lineTokens);
        }
    };

    private static final JsonMapper JSON = JsonMapper.builder().build();

    abstract byte[] body(ClientError error, String message, @Nullable String param);

    /** The HTTP status of an error in this dialect. */
    public abstract int status(ClientError error);

    /**
     * The text by which clients of this dialect recognise that a context does not fit; two of them read its numbers.
     *
     * @param askedTokens tokens of the request as the client sent it
     * @param floorTokens tokens that no cut may touch
     * @param lineTokens the most that may be sent
     */
    public abstract String contextLengthMessage(int askedTokens, int floorTokens, int lineTokens);

    /**
     * A whole error answer.
     *
     * @param param the field at fault, or null
     */
    public ErrorAnswer answer(ClientError error, String message, @Nullable String param) {
        return new ErrorAnswer(status(error), error.headers(), body(error, message, param));
    }

    /**
     * An error as it goes to the client.
     *
     * @param status HTTP status
     * @param headers headers beside the content type
     * @param body JSON
     */
    public record ErrorAnswer(int status, Map<String, String> headers, byte[] body) {

        public ErrorAnswer {
            headers = Map.copyOf(headers);
        }
    }
}
