package io.plimsoll.gateway.translate;

import io.plimsoll.gateway.http.AnswerEdit;
import io.plimsoll.gateway.http.ExchangePlan.Answer;
import io.plimsoll.gateway.http.ExchangePlan.AnswerShape;
import io.plimsoll.gateway.surface.ErrorDialect.ErrorAnswer;
import io.vertx.core.MultiMap;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Turns an engine's answer of one piece into one of the client's dialect: a completion, or an error whatever its status. A
 * client that asked for a stream gets the completion as one. One per answer, not thread-safe.
 */
final class ChatDocument implements AnswerEdit.Document {

    /** They describe the engine's bytes, which the client does not get. */
    private static final Set<String> OF_THE_BODY = Set.of(
            "content-type", "content-length", "content-encoding", "content-md5", "content-digest", "etag", "digest");

    private final AnswerDialect dialect;
    private final AnswerShape asked;

    ChatDocument(AnswerDialect dialect, AnswerShape asked) {
        this.dialect = dialect;
        this.asked = asked;
    }

    @Override
    public Answer rewrite(int status, MultiMap headers, byte[] body) {
        try {
            if (status < 200 || status > 299) {
                throw EngineFailure.ofStatus(status, body);
            }
            ChatChunk completion = ChatChunk.ofDocument(body);
            return switch (asked) {
                case WHOLE -> answer(status, headers, "application/json", whole(completion), Map.of());
                case STREAM -> answer(status, headers, "text/event-stream", streamed(completion), Map.of());
            };
        } catch (EngineFailure failure) {
            ErrorAnswer error = failure.answer(dialect.errors());
            return answer(error.status(), headers, "application/json", error.body(), error.headers());
        }
    }

    private byte[] whole(ChatChunk completion) throws EngineFailure {
        var collected = new CollectedAnswer(dialect);
        send(completion, collected);
        return collected.document();
    }

    private byte[] streamed(ChatChunk completion) throws EngineFailure {
        var out = new EventWriter();
        send(completion, dialect.events(out));
        return out.take().getBytes();
    }

    private static void send(ChatChunk completion, AnswerEvents events) throws EngineFailure {
        var answer = new ChatAnswer(events);
        answer.add(completion);
        answer.end();
    }

    private static Answer answer(
            int status, MultiMap upstream, String contentType, byte[] body, Map<String, String> ours) {
        List<Map.Entry<String, String>> headers = new ArrayList<>();
        headers.add(Map.entry("content-type", contentType));
        Map<String, String> missing = new HashMap<>(ours);
        for (Map.Entry<String, String> header : upstream) {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            if (!OF_THE_BODY.contains(name)) {
                headers.add(Map.entry(header.getKey(), header.getValue()));
                missing.remove(name);
            }
        }
        headers.addAll(missing.entrySet());
        return new Answer(status, headers, body);
    }
}
