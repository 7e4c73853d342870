package io.plimsoll.backends;

import io.plimsoll.backends.engine.EngineFacts;
import io.plimsoll.backends.engine.EngineKind;
import io.plimsoll.backends.engine.KvPool;
import io.plimsoll.backends.engine.ServedModel;
import io.plimsoll.backends.probe.LoadSample;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What is known about a backend at one moment.
 *
 * @param state whether it takes requests
 * @param kind what it is; {@link EngineKind#AUTO} until found out
 * @param facts what it said about itself, with the operator's pool in place of its own; {@code null} before it first
 *     answered. A failing backend keeps them, so that its models stay known
 * @param load the last reading; {@code null} before the first and after a failure
 */
public record BackendStatus(
        BackendState state,
        EngineKind kind,
        @Nullable EngineFacts facts,
        @Nullable LoadSample load) {

    /** Whether it takes requests. */
    public boolean isHealthy() {
        return state instanceof BackendState.Healthy;
    }

    /** What it serves; empty where not known. */
    public List<ServedModel> models() {
        return facts == null ? List.of() : facts.models();
    }

    /** Its KV memory; empty where neither it nor its operator says. */
    public Optional<KvPool> pool() {
        return facts == null ? Optional.empty() : Optional.ofNullable(facts.pool());
    }

    /** Most tokens that one session of the model may hold; empty where not known. */
    public OptionalInt windowTokens(String model) {
        return facts == null ? OptionalInt.empty() : facts.windowTokens(model);
    }

    /** How loaded it says it is: 0 idle or unknown, 1 saturated, above 1 overloaded. */
    public double pressure() {
        return load == null ? 0 : load.pressure();
    }
}
