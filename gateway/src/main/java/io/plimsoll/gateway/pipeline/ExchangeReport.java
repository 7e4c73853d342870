package io.plimsoll.gateway.pipeline;

import io.plimsoll.compression.RenderedView;
import io.plimsoll.gateway.http.Outcome;
import io.plimsoll.gateway.metrics.GatewayMeters;
import io.plimsoll.gateway.responses.ResponseRecorder;
import io.plimsoll.gateway.session.Explanation;
import io.plimsoll.gateway.session.Explanation.Decision;
import io.plimsoll.gateway.session.Lane;
import io.plimsoll.gateway.session.Sent;
import io.plimsoll.gateway.stream.Usage;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells everyone who asks what became of one request: the client in headers, the operator in meters, the log and the
 * lane's explanation, and the token model what the engine counted. Created per request, not thread-safe.
 */
final class ExchangeReport {

    private static final Logger LOG = LoggerFactory.getLogger("io.plimsoll.requests");
    private static final Set<Decision> REFUSED = Set.of(Decision.REFUSE);

    private final GatewayMeters meters;
    private final LongSupplier nanoTime;
    private final long startedNanos;
    private final Subject subject;

    /**
     * What the report is about.
     *
     * @param operation the dialect's operation
     * @param model the model asked for as meters call it
     * @param lane whose turn it is
     * @param sent what is sent; null on surfaces whose history is not read
     * @param lesson what the engine's count of it teaches; null where nothing was counted
     * @param recorder keeps the answer for requests that continue it; null where nothing is kept
     */
    record Subject(
            String operation,
            String model,
            Lane lane,
            @Nullable Explanation sent,
            @Nullable Lesson lesson,
            @Nullable ResponseRecorder recorder) {}

    /**
     * A counted prompt, without its text: a stream may last for minutes and must not hold a request's body.
     *
     * @param model learns from the engine's count
     * @param rendered what was sent
     */
    record Lesson(TokenModel model, RenderedView rendered) {}

    ExchangeReport(GatewayMeters meters, LongSupplier nanoTime, long startedNanos, Subject subject) {
        this.meters = meters;
        this.nanoTime = nanoTime;
        this.startedNanos = startedNanos;
        this.subject = subject;
    }

    /** The request is sent on. */
    void forwarded() {
        meters.decided(decisions());
    }

    /**
     * The gateway answers by itself.
     *
     * @param status what the client gets
     * @param reason one sentence for people
     * @return the answer's headers
     */
    List<Map.Entry<String, String>> refused(int status, String reason) {
        meters.decided(REFUSED);
        Duration took = took();
        meters.ended(new GatewayMeters.Ending(subject.operation(), subject.model(), status), took);
        Explanation refused = subject.sent() == null ? null : subject.sent().refused(reason);
        if (refused != null) {
            subject.lane().explain(refused);
        }
        log(status, "Refused", refused, took);
        return headers(null, refused, REFUSED);
    }

    /**
     * The gateway answers by itself, as the client asked it to.
     *
     * @return the answer's headers
     */
    List<Map.Entry<String, String>> answered(int status) {
        meters.decided(decisions());
        Duration took = took();
        meters.ended(new GatewayMeters.Ending(subject.operation(), subject.model(), status), took);
        if (subject.sent() != null) {
            subject.lane().explain(subject.sent());
        }
        log(status, "Answered", subject.sent(), took);
        return headers(null);
    }

    /** The headers that every answer carries. */
    List<Map.Entry<String, String>> headers(@Nullable String backend) {
        return headers(backend, subject.sent(), decisions());
    }

    private List<Map.Entry<String, String>> headers(
            @Nullable String backend, @Nullable Explanation sent, Set<Decision> decisions) {
        var headers = new ArrayList<Map.Entry<String, String>>(6);
        headers.add(Map.entry("x-plimsoll-session", subject.lane().key().session()));
        if (backend != null) {
            headers.add(Map.entry("x-plimsoll-backend", backend));
        }
        if (sent != null) {
            headers.add(Map.entry("x-plimsoll-client-tokens", Integer.toString(sent.clientTokens())));
            headers.add(Map.entry("x-plimsoll-sent-tokens", Integer.toString(sent.sentTokens())));
        }
        if (sent != null && sent.cut() != null) {
            headers.add(Map.entry("x-plimsoll-cut", sent.cut().reason()));
        }
        headers.add(Map.entry("x-plimsoll-decision", words(decisions)));
        return headers;
    }

    void sentTo(String backend) {
        Explanation sent = subject.sent();
        if (sent != null) {
            subject.lane().explain(sent.sentTo(backend));
        }
    }

    /** The next bytes of the answer, as the client gets them. */
    void relayed(Buffer bytes) {
        if (subject.recorder() != null) {
            subject.recorder().bytes(bytes);
        }
    }

    void firstByte() {
        meters.firstByte(subject.operation(), subject.model(), took());
    }

    /**
     * The exchange is over.
     *
     * @param status what the client got, 499 when it had left
     * @param whole whether the backend answered to the end
     */
    void ended(int status, Outcome outcome, Usage usage, boolean whole) {
        Duration took = took();
        meters.ended(new GatewayMeters.Ending(subject.operation(), subject.model(), status), took);
        if (whole && subject.recorder() != null) {
            subject.recorder().end();
        }
        Explanation sent = subject.sent();
        int counted = sent == null ? 0 : sent.sentTokens();
        if (whole) {
            meters.tokens(
                    subject.operation(),
                    subject.model(),
                    new GatewayMeters.Tokens(
                            sent == null ? usage.promptTokens() : sent.clientTokens(),
                            usage.known() ? usage.promptTokens() : counted,
                            usage.cachedTokens(),
                            usage.completionTokens()));
            learn(usage, counted);
        }
        log(status, outcome.getClass().getSimpleName(), sent, took);
    }

    private void log(int status, String outcome, @Nullable Explanation sent, Duration took) {
        if (LOG.isInfoEnabled()) {
            LOG.atInfo()
                    .addKeyValue("session", subject.lane().key().session())
                    .addKeyValue("lane", subject.lane().key().lane())
                    .addKeyValue("operation", subject.operation())
                    .addKeyValue("model", subject.model())
                    .addKeyValue("status", status)
                    .addKeyValue("outcome", outcome)
                    .addKeyValue("decision", words(sent == null ? decisions() : sent.decisions()))
                    .addKeyValue("sentTokens", sent == null ? 0 : sent.sentTokens())
                    .addKeyValue("ms", took.toMillis())
                    .log("request");
        }
    }

    private void learn(Usage usage, int counted) {
        Lesson lesson = subject.lesson();
        if (lesson == null || !usage.known() || usage.promptTokens() <= 0) {
            return;
        }
        int reported = (int) Math.min(Integer.MAX_VALUE, usage.promptTokens());
        meters.reported(counted, reported);
        Lane lane = subject.lane();
        lesson.model().learn(lane.key().tenant(), lane.state().answered(), lesson.rendered(), reported);
        lane.answered(new Sent(lesson.rendered(), reported));
    }

    private Set<Decision> decisions() {
        Explanation sent = subject.sent();
        return sent == null ? Set.of(Decision.PASS) : sent.decisions();
    }

    /** The decisions as clients read them, in a fixed order. */
    static String words(Set<Decision> decisions) {
        return decisions.stream()
                .sorted()
                .map(decision -> decision.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(","));
    }

    private Duration took() {
        return Duration.ofNanos(nanoTime.getAsLong() - startedNanos);
    }
}
