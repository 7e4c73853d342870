package io.plimsoll.gateway.pipeline;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import com.github.benmanes.caffeine.cache.Ticker;
import io.plimsoll.budget.LaneKey;
import io.plimsoll.budget.ledger.KvLedger;
import io.plimsoll.budget.ledger.LaneFootprint;
import io.plimsoll.budget.policy.Claim;
import io.plimsoll.budget.policy.PoolLoad;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * The ledger's pools as the load line needs them, read at most every {@value #FRESH_MILLIS} ms: a reading walks over all
 * active lanes, and a pool does not change much between two requests. Thread-safe.
 */
final class PoolReadings {

    private static final long FRESH_MILLIS = 100;
    /** A lane that rests longer is cached at the backend's pleasure and claims nothing. */
    private static final Duration ACTIVE = Duration.ofSeconds(30);

    private final KvLedger ledger;
    private final ToDoubleFunction<String> tenantWeight;
    private final LoadingCache<String, Reading> readings;

    /** @param tenantWeight the weight of a tenant by its name */
    PoolReadings(KvLedger ledger, ToDoubleFunction<String> tenantWeight, Ticker ticker) {
        this.ledger = ledger;
        this.tenantWeight = tenantWeight;
        this.readings = Caffeine.newBuilder()
                .expireAfterWrite(Duration.ofMillis(FRESH_MILLIS))
                .ticker(ticker)
                .build(this::read);
    }

    Reading of(String pool) {
        return readings.get(pool);
    }

    private Reading read(String pool) {
        Map<LaneKey, Claim> claims = new HashMap<>();
        for (LaneFootprint footprint : ledger.footprints(pool)) {
            Duration idle = footprint.idle();
            if (idle == null || idle.compareTo(ACTIVE) < 0) {
                claims.put(
                        footprint.lane(),
                        new Claim(
                                footprint.tokens(),
                                tenantWeight.applyAsDouble(footprint.lane().tenant())));
            }
        }
        var shape = ledger.shape(pool);
        return new Reading(
                ledger.pressure(pool).share(),
                Math.max(1, shape.capacityTokens()),
                shape.geometry().bytesPerToken(),
                Map.copyOf(claims));
    }

    /**
     * One pool at one moment.
     *
     * @param pressure share of the pool that active lanes want
     * @param capacityTokens its size
     * @param bytesPerToken KV bytes of one token
     * @param claims what active lanes hold
     */
    record Reading(double pressure, long capacityTokens, long bytesPerToken, Map<LaneKey, Claim> claims) {

        /** The load with a lane's new request in place of what the lane held. */
        PoolLoad with(LaneKey lane, int tokens, double weight) {
            Claim before = claims.get(lane);
            long more = Math.max(0, tokens - (before == null ? 0 : before.tokens()));
            List<Claim> all = new ArrayList<>(claims.size() + 1);
            claims.forEach((other, claim) -> {
                if (!other.equals(lane)) {
                    all.add(claim);
                }
            });
            all.add(new Claim(Math.max(tokens, before == null ? 0 : before.tokens()), weight));
            return new PoolLoad(pressure + (double) more / capacityTokens, capacityTokens, all);
        }
    }
}
