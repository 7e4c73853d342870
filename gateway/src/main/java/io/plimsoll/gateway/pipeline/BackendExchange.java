package io.plimsoll.gateway.pipeline;

import io.plimsoll.backends.Backend;
import io.plimsoll.backends.resilience.BackendFailure;
import io.plimsoll.backends.route.Route;
import io.plimsoll.backends.route.RouteRequest;
import io.plimsoll.budget.LaneKey;
import io.plimsoll.budget.ledger.LaneFootprint;
import io.plimsoll.gateway.http.Attempt;
import io.plimsoll.gateway.http.AttemptFailure;
import io.plimsoll.gateway.http.Dispatch;
import io.plimsoll.gateway.http.Dispatch.Step;
import io.plimsoll.gateway.http.ExchangeListener;
import io.plimsoll.gateway.http.Outcome;
import io.plimsoll.gateway.http.Upstream;
import io.plimsoll.gateway.stream.Usage;
import io.plimsoll.gateway.stream.UsageReader;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One request on its way to a backend and back: picks the backend of each attempt, reserves KV blocks there before it is
 * sent, and settles when the exchange has ended, however it ends. Created per request, not thread-safe: lives on the
 * request's event loop.
 */
final class BackendExchange implements Dispatch, ExchangeListener {

    private static final int STATUS_CLIENT_GONE = 499;

    private final Fleet fleet;
    private final Passage passage;
    private final ExchangeReport report;

    private @Nullable Backend backend;
    private @Nullable Berth berth;
    /** What the lane held there by the books before this request; 0 where its last one ran elsewhere. */
    private int heldTokens;

    private boolean translated;
    private @Nullable UsageReader usage;
    /** What the backend answered. */
    private int status;
    /** What the client got. */
    private int clientStatus;

    /**
     * What is sent.
     *
     * @param model the model asked for; null on paths that name none
     * @param lane whose turn it is
     * @param demand KV blocks that the request needs, for a pool that is yet to be chosen
     * @param outgoing its bytes
     * @param afterwards told which backend has answered to the end
     */
    record Passage(
            @Nullable String model,
            LaneKey lane,
            Berth.Demand demand,
            Outgoing outgoing,
            Consumer<Backend> afterwards) {}

    BackendExchange(Fleet fleet, Passage passage, ExchangeReport report) {
        this.fleet = fleet;
        this.passage = passage;
        this.report = report;
    }

    /** Why no backend can take the request, asked before it is planned; empty when one can. */
    Optional<Route> refusal() {
        Route route = fleet.pick(routeRequest(Set.of()), passage.model());
        return route instanceof Route.To ? Optional.empty() : Optional.of(route);
    }

    @Override
    public Step next(List<Attempt> failed) {
        blame(failed);
        giveBack();
        Set<String> tried = new HashSet<>();
        failed.stream()
                .filter(attempt -> !(attempt.failure() instanceof AttemptFailure.Unspoken))
                .forEach(attempt -> tried.add(attempt.upstream().name()));
        Optional<Backend> picked =
                fleet.pick(routeRequest(tried), passage.model()).target();
        if (picked.isEmpty() && onlyUnreachable(failed)) {
            // A lone backend that dropped an idle connection deserves a second try on a fresh one.
            picked =
                    fleet.pick(routeRequest(Set.of()), passage.model()).target().filter(b -> failed.size() < 2);
        }
        Optional<Upstream> entered = picked.flatMap(this::enter);
        if (entered.isEmpty()) {
            backend = lastHeld(failed).orElse(backend);
            return new Step.GiveUp();
        }
        Upstream upstream = entered.get();
        boolean spoken =
                fleet.dialects().speaks(upstream.name(), passage.outgoing().path())
                        && failed.stream()
                                .noneMatch(attempt -> attempt.upstream().name().equals(upstream.name())
                                        && attempt.failure() instanceof AttemptFailure.Unspoken);
        translated = !spoken;
        return passage.outgoing().to(upstream, spoken);
    }

    @Override
    public void sending(Upstream upstream) {
        // the reservation was made when the backend was picked
    }

    @Override
    public void answered(int answerStatus, MultiMap headers) {
        status = answerStatus;
        usage = UsageReader.of(headers);
        if (translated && backend != null && answerStatus < 400) {
            fleet.dialects().unspoken(backend.name(), passage.outgoing().path());
        }
    }

    @Override
    public void relaying(int sentStatus) {
        clientStatus = sentStatus;
    }

    @Override
    public List<Map.Entry<String, String>> responseHeaders() {
        return report.headers(backend == null ? null : backend.name());
    }

    @Override
    public void relayed(Buffer bytes) {
        report.relayed(bytes);
    }

    @Override
    public void firstByte() {
        report.firstByte();
    }

    @Override
    public void bytes(Buffer chunk) {
        if (usage != null) {
            usage.read(chunk);
        }
    }

    @Override
    public void ended(Outcome outcome) {
        Usage reported = Usage.UNKNOWN;
        boolean failedInside = false;
        if (usage != null) {
            usage.end();
            reported = usage.usage();
            failedInside = usage.isErrorReported();
        }
        boolean whole = outcome instanceof Outcome.Completed && status < 400 && !failedInside;
        settle(reported, whole);
        judge(outcome);
        report.ended(
                outcome instanceof Outcome.ClientGone ? STATUS_CLIENT_GONE : clientStatus, outcome, reported, whole);
        if (whole && backend != null) {
            passage.afterwards().accept(backend);
        }
    }

    private RouteRequest routeRequest(Set<String> tried) {
        return new RouteRequest(
                passage.model() == null ? "" : passage.model(),
                passage.lane(),
                fleet.affinity().of(passage.lane()).orElse(null),
                passage.demand().promptTokens(),
                tried);
    }

    private Optional<Upstream> enter(Backend chosen) {
        int held = heldAt(chosen);
        Optional<Berth> taken = Berth.take(fleet.ledger(), chosen, passage.lane(), passage.demand());
        if (taken.isEmpty()) {
            return Optional.empty();
        }
        berth = taken.get();
        backend = chosen;
        heldTokens = held;
        fleet.affinity().remember(passage.lane(), chosen);
        report.sentTo(chosen.name());
        return Optional.of(upstream(chosen));
    }

    private int heldAt(Backend chosen) {
        return fleet.ledger()
                .footprint(passage.lane())
                .filter(footprint -> footprint.pool().equals(chosen.name()) && !footprint.running())
                .map(LaneFootprint::tokens)
                .orElse(0);
    }

    private static Upstream upstream(Backend backend) {
        URI url = backend.spec().url();
        boolean ssl = "https".equals(url.getScheme());
        int port = url.getPort() >= 0 ? url.getPort() : ssl ? 443 : 80;
        String key = backend.spec().apiKey();
        return new Upstream(
                backend.name(),
                url.getHost(),
                port,
                ssl,
                url.getRawPath() == null ? "" : url.getRawPath(),
                key == null ? null : "Bearer " + key);
    }

    private void settle(Usage reported, boolean whole) {
        Berth held = berth;
        if (held == null || !whole) {
            giveBack();
            return;
        }
        berth = null;
        Berth.Demand demand = passage.demand();
        held.settle(reported.known() ? reported.promptTokens() : demand.promptTokens(), reported.completionTokens());
        if (reported.known()) {
            int expected = Math.min(demand.repeatedTokens(), heldTokens);
            fleet.caches().answered(held.backend().name(), expected, reported.cachedTokens());
        }
    }

    private void giveBack() {
        if (berth != null) {
            berth.release();
            berth = null;
        }
    }

    /** A client that leaves is nobody's fault; a backend that breaks off or answers 5xx is. */
    private void judge(Outcome outcome) {
        Backend served = backend;
        if (served == null) {
            return;
        }
        switch (outcome) {
            case Outcome.Completed completed
            when status >= 500 && !isRefusal(status) ->
                fleet.backends().reportFailure(served, BackendFailure.SERVER_ERROR);
            case Outcome.Completed completed
            when !isRefusal(status) -> fleet.backends().reportSuccess(served);
            case Outcome.UpstreamFailed broken ->
                fleet.backends().reportFailure(served, BackendFailure.CONNECTION_LOST);
            case Outcome.TimedOut(Outcome.Limit limit)
            when limit == Outcome.Limit.FIRST_BYTE || limit == Outcome.Limit.IDLE ->
                fleet.backends().reportFailure(served, BackendFailure.TIMEOUT);
            case Outcome.Completed refused -> {
                // reported as a refusal when the next attempt was asked for
            }
            case Outcome.TimedOut slowClient -> {
                // the client's or the operator's limit, not the backend's fault
            }
            case Outcome.ClientGone gone -> {
                // says nothing about the backend
            }
            case Outcome.Refused refused -> {
                // the edge answered by itself
            }
            case Outcome.ShutDown closing -> {
                // the gateway is closing
            }
        }
    }

    private void blame(List<Attempt> failed) {
        if (failed.isEmpty()) {
            return;
        }
        Attempt last = failed.getLast();
        fleet.backends().named(last.upstream().name()).ifPresent(at -> {
            switch (last.failure()) {
                case AttemptFailure.Unreachable unreachable ->
                    fleet.backends().reportFailure(at, BackendFailure.CONNECT_REFUSED);
                case AttemptFailure.Overloaded overloaded ->
                    fleet.backends().reportRefusal(at, retryAfter(overloaded.headers()));
                case AttemptFailure.Unspoken unspoken -> {
                    // it does what it can; the next attempt asks it in words that it knows
                }
            }
        });
    }

    /** Whose answer is relayed when no further attempt is made. */
    private Optional<Backend> lastHeld(List<Attempt> failed) {
        return failed.reversed().stream()
                .filter(attempt -> !(attempt.failure() instanceof AttemptFailure.Unreachable))
                .findFirst()
                .flatMap(attempt -> fleet.backends().named(attempt.upstream().name()));
    }

    private static boolean onlyUnreachable(List<Attempt> failed) {
        return !failed.isEmpty()
                && failed.stream().allMatch(attempt -> attempt.failure() instanceof AttemptFailure.Unreachable);
    }

    private static boolean isRefusal(int status) {
        return status == 429 || status == 503 || status == 529;
    }

    private static @Nullable Duration retryAfter(MultiMap headers) {
        String seconds = headers.get("retry-after");
        try {
            return seconds == null ? null : Duration.ofSeconds(Long.parseLong(seconds.strip()));
        } catch (NumberFormatException date) {
            return null;
        }
    }
}
