package io.plimsoll.bench.load;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The backend of a load run, in a process of its own: reads a request to its end, then answers with fixed bytes; where the
 * client accepts an event stream, with a few paced events. Prints its port, and ends when its standard input does.
 */
final class LoadBackend {

    /** A stream sends its first event at once and these behind it. */
    private static final int MORE_EVENTS = 10;

    private static final int MILLIS_BETWEEN_EVENTS = 50;
    private static final int BUFFER_BYTES = 256 << 10;

    private static final String ANSWER = answer();
    /** What an engine reports of a prompt, about. */
    private static final int BYTES_PER_TOKEN = 4;

    private static final Buffer EVENT = Buffer.buffer(
            "data: {\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"bench\","
                    + "\"choices\":[{\"index\":0,\"delta\":{\"content\":\" word\"},\"finish_reason\":null}]}\n\n");
    private static final Buffer LAST_EVENT = Buffer.buffer("data: [DONE]\n\n");

    private final Vertx vertx;
    private final Buffer modelsPage;

    private LoadBackend(Vertx vertx, List<String> models) {
        this.vertx = vertx;
        this.modelsPage = Buffer.buffer(models(models));
    }

    /** @param models the names that it lists */
    public static void main(String[] models) throws Exception {
        Vertx vertx = Vertx.vertx();
        var backend = new LoadBackend(vertx, List.of(models));
        var server = vertx.createHttpServer(new HttpServerOptions()
                        .setReceiveBufferSize(BUFFER_BYTES)
                        .setTcpNoDelay(true)
                        .setAcceptBacklog(4096)
                        .setMaxChunkSize(BUFFER_BYTES))
                .requestHandler(backend::accept);
        System.out.println(server.listen(0, "127.0.0.1").await().actualPort());
        while (System.in.read() >= 0) {
            // whatever comes is no end
        }
        vertx.close().await();
    }

    private void accept(HttpServerRequest request) {
        request.endHandler(whole -> answer(request));
    }

    private void answer(HttpServerRequest request) {
        HttpServerResponse response = request.response();
        if ("/v1/models".equals(request.path())) {
            response.putHeader("content-type", "application/json").end(modelsPage);
        } else if ("text/event-stream".equals(request.getHeader("accept"))) {
            response.setChunked(true).putHeader("content-type", "text/event-stream");
            response.closeHandler(gone -> {});
            response.write(EVENT);
            goOn(response, MORE_EVENTS);
        } else {
            int tokens = Integer.parseInt(request.getHeader("content-length")) / BYTES_PER_TOKEN;
            response.putHeader("content-type", "application/json").end(ANSWER + usage(tokens));
        }
    }

    private void goOn(HttpServerResponse response, int events) {
        vertx.setTimer(MILLIS_BETWEEN_EVENTS, timer -> {
            if (response.closed()) {
                return;
            }
            if (events == 0) {
                response.end(LAST_EVENT);
                return;
            }
            response.write(EVENT);
            goOn(response, events - 1);
        });
    }

    /** All of an answer but for the end that tells its usage. */
    private static String answer() {
        JsonMapper json = JsonMapper.shared();
        ObjectNode page = json.createObjectNode()
                .put("id", "chatcmpl-1")
                .put("object", "chat.completion")
                .put("created", 1)
                .put("model", "bench");
        ObjectNode choice = page.putArray("choices").addObject().put("index", 0).put("finish_reason", "stop");
        choice.putObject("message")
                .put("role", "assistant")
                .put("content", "The test fails because the buffer is closed twice. ".repeat(4));
        String whole = json.writeValueAsString(page);
        return whole.substring(0, whole.length() - 1);
    }

    private static String usage(int promptTokens) {
        return ",\"usage\":{\"prompt_tokens\":" + promptTokens + ",\"completion_tokens\":40,\"total_tokens\":"
                + (promptTokens + 40) + "}}";
    }

    private static byte[] models(List<String> names) {
        JsonMapper json = JsonMapper.shared();
        ObjectNode page = json.createObjectNode().put("object", "list");
        var data = page.putArray("data");
        names.forEach(name -> data.addObject().put("id", name).put("object", "model"));
        return json.writeValueAsBytes(page);
    }
}
