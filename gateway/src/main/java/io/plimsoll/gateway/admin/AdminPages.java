package io.plimsoll.gateway.admin;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.plimsoll.budget.config.PolicyFile;
import io.plimsoll.gateway.http.ClientRequest;
import io.plimsoll.gateway.http.ExchangePlan;
import io.plimsoll.gateway.pipeline.Answers;
import io.plimsoll.gateway.session.Tenants;
import io.plimsoll.gateway.surface.ClientError;
import io.plimsoll.gateway.surface.ErrorDialect;
import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import java.net.InetAddress;
import java.net.URLDecoder;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The pages under {@code /plimsoll/} and {@code /metrics}. Thread-safe. */
public final class AdminPages {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String SESSIONS = "/plimsoll/sessions";

    private final Supplier<PolicyFile> policy;
    private final FleetPage fleet;
    private final SessionPages sessions;
    private final SearchPage search;
    private final DeletionPage deletion;
    private final Dashboard dashboard;
    private final PrometheusMeterRegistry metrics;

    /** What the pages show. */
    public record Sources(
            FleetPage fleet,
            SessionPages sessions,
            SearchPage search,
            DeletionPage deletion,
            Dashboard dashboard,
            PrometheusMeterRegistry metrics) {}

    public AdminPages(Supplier<PolicyFile> policy, Sources sources) {
        this.policy = policy;
        this.fleet = sources.fleet();
        this.sessions = sources.sessions();
        this.search = sources.search();
        this.deletion = sources.deletion();
        this.dashboard = sources.dashboard();
        this.metrics = sources.metrics();
    }

    /** Whether a path is one of these pages. */
    public static boolean covers(String path) {
        return path.equals("/metrics") || path.equals("/plimsoll") || path.startsWith("/plimsoll/");
    }

    /** The page that was asked for, or why it is not shown. */
    public Future<ExchangePlan> page(ClientRequest request) {
        String path = request.path();
        if (path.equals("/plimsoll/ready")) {
            return done(fleet.ready());
        }
        if (!mayLook(request)) {
            return done(error(
                    ClientError.FORBIDDEN, path + " is open to loopback and to the admin key of the policy file only"));
        }
        if (path.equals("/plimsoll/search")) {
            return request.method().equals(HttpMethod.POST)
                    ? search.search(request.body()).map(page -> page)
                    : done(error(ClientError.METHOD_NOT_ALLOWED, "/plimsoll/search takes POST"));
        }
        if (request.method().equals(HttpMethod.DELETE) && path.startsWith(SESSIONS + "/")) {
            String segment = path.substring(SESSIONS.length() + 1);
            return decoded(segment)
                    .map(session -> deletion.delete(session, request.target()))
                    .orElseGet(() -> done(unknown(segment)));
        }
        if (!request.method().equals(HttpMethod.GET)) {
            return done(error(ClientError.METHOD_NOT_ALLOWED, path + " takes GET"));
        }
        return done(read(path));
    }

    private ExchangePlan read(String path) {
        return switch (path) {
            case "/metrics" ->
                new ExchangePlan.Answer(
                        200,
                        List.of(Map.entry("content-type", "text/plain; version=0.0.4; charset=utf-8")),
                        metrics.scrape().getBytes(StandardCharsets.UTF_8));
            case "/plimsoll", "/plimsoll/" -> dashboard.page();
            case "/plimsoll/backends" -> fleet.backends();
            case SESSIONS -> sessions.all();
            default -> session(path);
        };
    }

    private ExchangePlan session(String path) {
        if (!path.startsWith(SESSIONS + "/")) {
            return error(ClientError.NOT_FOUND, path + " is no page of the gateway");
        }
        String segment = path.substring(SESSIONS.length() + 1);
        return decoded(segment).flatMap(sessions::one).orElseGet(() -> unknown(segment));
    }

    private static ExchangePlan.Answer unknown(String session) {
        return error(ClientError.NOT_FOUND, "no session '" + session + "' is known");
    }

    /** A path segment without its percent escapes, in which a plus sign is a plus sign; empty when one is broken. */
    private static Optional<String> decoded(String segment) {
        try {
            return Optional.of(URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException brokenEscape) {
            return Optional.empty();
        }
    }

    private boolean mayLook(ClientRequest request) {
        if (isLoopback(request.remoteAddress())) {
            return true;
        }
        @Nullable String key = Tenants.key(request.headers());
        return key != null && policy.get().isAdminKey(key);
    }

    private static boolean isLoopback(String address) {
        try {
            return !address.isEmpty() && InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException notAnAddress) {
            return false;
        }
    }

    static ExchangePlan.Answer json(int status, JsonNode body) {
        return new ExchangePlan.Answer(
                status, List.of(Map.entry("content-type", "application/json")), JSON.writeValueAsBytes(body));
    }

    static ExchangePlan.Answer error(ClientError error, String message) {
        return Answers.of(ErrorDialect.OPENAI.answer(error, message, null), List.of());
    }

    private static Future<ExchangePlan> done(ExchangePlan page) {
        return Future.succeededFuture(page);
    }
}
