package io.plimsoll.backends.engine;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Small HTTP exchanges with one server, each within a time limit and a size limit. Thread-safe. */
public final class EngineProbe {

    /** A metrics page of a large deployment has a few hundred kB, the tokens of a full window about as much. */
    private static final int ANSWER_LIMIT_BYTES = 16 << 20;

    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpClientAgent http;
    private final URI root;
    private final @Nullable String apiKey;
    private final Duration timeLimit;

    /**
     * @param http the client; keep it apart from the one that carries traffic, whose pool may be full
     * @param root the server's root, without a trailing slash
     * @param apiKey sent as bearer token; {@code null} for none
     * @param timeLimit for a whole exchange, from the wait for a connection to the answer's last byte
     */
    public EngineProbe(HttpClientAgent http, URI root, @Nullable String apiKey, Duration timeLimit) {
        this.http = http;
        this.root = root;
        this.apiKey = apiKey;
        this.timeLimit = timeLimit;
    }

    /** The same server under another time limit. */
    public EngineProbe within(Duration otherLimit) {
        return new EngineProbe(http, root, apiKey, otherLimit);
    }

    /**
     * Fails with {@link java.util.concurrent.TimeoutException} when the server has not answered within the limit, with
     * {@link java.net.ConnectException} when no connection came about within half of it: a server that does not accept is
     * gone, one that accepts and is silent may be busy. Any status is an answer.
     */
    public Future<Answer> get(String path) {
        return exchange(HttpMethod.GET, path, Buffer.buffer());
    }

    /** Like {@link #get}, with a JSON body. */
    public Future<Answer> post(String path, byte[] json) {
        return exchange(HttpMethod.POST, path, Buffer.buffer(json));
    }

    private Future<Answer> exchange(HttpMethod method, String path, Buffer body) {
        var options = new RequestOptions()
                .setMethod(method)
                .setAbsoluteURI(root + path)
                .setFollowRedirects(false)
                .setTimeout(timeLimit.toMillis())
                .setConnectTimeout(timeLimit.toMillis() / 2)
                .putHeader(HttpHeaders.ACCEPT, "*/*");
        if (apiKey != null) {
            options.putHeader(HttpHeaders.AUTHORIZATION, "Bearer " + apiKey);
        }
        if (body.length() > 0) {
            options.putHeader(HttpHeaders.CONTENT_TYPE, "application/json");
        }
        return http.request(options)
                .compose(request -> request.send(body)
                        .compose(response -> whole(path, request, response))
                        .timeout(timeLimit)
                        .onFailure(failure -> request.reset()));
    }

    private static Future<Answer> whole(String path, HttpClientRequest request, HttpClientResponse response) {
        var promise = Promise.<Answer>promise();
        var body = Buffer.buffer();
        response.handler(chunk -> {
            body.appendBuffer(chunk);
            if (body.length() > ANSWER_LIMIT_BYTES) {
                promise.tryFail(new UnexpectedAnswerException(
                        path, response.statusCode(), "a body of at most " + ANSWER_LIMIT_BYTES + " bytes"));
                request.reset();
            }
        });
        response.exceptionHandler(promise::tryFail);
        response.endHandler(end -> promise.tryComplete(new Answer(
                path,
                response.statusCode(),
                Objects.requireNonNullElse(response.getHeader(HttpHeaders.SERVER), ""),
                body.getBytes())));
        return promise.future();
    }

    /**
     * A whole answer.
     *
     * @param path what was asked for
     * @param status HTTP status
     * @param server the {@code Server} header, empty for none
     * @param body its bytes; never written to
     */
    public record Answer(String path, int status, String server, byte[] body) {

        /** Whether the status says success. */
        public boolean ok() {
            return status / 100 == 2;
        }

        /** The body as text. */
        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        /** This answer if its status says success, else a failure that tells why. */
        public Answer requireOk() {
            if (status == 503) {
                throw new EngineNotReadyException(message());
            }
            if (!ok()) {
                throw new UnexpectedAnswerException(path, status, "2xx");
            }
            return this;
        }

        /** The body as JSON. */
        public JsonNode json() {
            try {
                return JSON.readTree(body);
            } catch (JacksonException notJson) {
                throw new UnexpectedAnswerException(path, status, "JSON");
            }
        }

        /** The body as a record, whose components are all that is read of it. */
        public <T> T as(Class<T> shape) {
            try {
                return JSON.readValue(body, shape);
            } catch (JacksonException notThat) {
                throw new UnexpectedAnswerException(path, status, shape.getSimpleName() + " as JSON");
            }
        }

        private String message() {
            try {
                return JSON.readTree(body).path("error").path("message").asString("not ready");
            } catch (JacksonException notJson) {
                return "not ready";
            }
        }
    }
}
