package io.plimsoll.gateway;

import io.plimsoll.backends.BackendSpec;
import io.plimsoll.backends.PoolOverride;
import io.plimsoll.backends.engine.EngineKind;
import io.plimsoll.budget.config.BackendEntry;
import io.plimsoll.budget.config.PolicyFile;
import io.plimsoll.budget.config.PoolSettings;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The backends of a policy file in the fleet's own terms. */
final class BackendSpecs {

    private BackendSpecs() {}

    static List<BackendSpec> of(PolicyFile file) {
        return file.backends().stream().map(BackendSpecs::spec).toList();
    }

    private static BackendSpec spec(BackendEntry entry) {
        return new BackendSpec(
                entry.effectiveName(),
                entry.url(),
                kind(entry),
                entry.apiKey() == null ? null : entry.apiKey().reveal(),
                pool(entry.pool()),
                entry.maxInFlight());
    }

    private static EngineKind kind(BackendEntry entry) {
        return switch (entry.effectiveEngine()) {
            case AUTO -> EngineKind.AUTO;
            case VLLM -> EngineKind.VLLM;
            case SGLANG -> EngineKind.SGLANG;
            case LLAMA_CPP -> EngineKind.LLAMA_CPP;
            case OPENAI -> EngineKind.OPENAI;
        };
    }

    private static @Nullable PoolOverride pool(@Nullable PoolSettings pool) {
        if (pool == null || pool.totalTokens().isEmpty()) {
            return null;
        }
        return new PoolOverride(pool.totalTokens().getAsLong(), pool.effectiveBlockSize());
    }
}
