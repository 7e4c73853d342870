package io.plimsoll.backends.engine;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What a server told about itself. Constant until it restarts or loads another model.
 *
 * @param version the server's version; {@code null} where it does not say
 * @param models what it serves, in its order
 * @param pool its KV memory; {@code null} where it does not say
 * @param slots sessions that it works on at once, at least 1; {@code null} where it does not say
 * @param capabilities how it behaves
 */
public record EngineFacts(
        @Nullable String version,
        List<ServedModel> models,
        @Nullable KvPool pool,
        @Nullable Integer slots,
        EngineCapabilities capabilities) {

    public EngineFacts {
        models = List.copyOf(models);
    }

    /** The model of that name or alias. */
    public Optional<ServedModel> model(String name) {
        return models.stream().filter(model -> model.isCalled(name)).findFirst();
    }

    /** Most tokens that one session of the model may hold; empty where unknown. */
    public OptionalInt windowTokens(String model) {
        return model(model).map(ServedModel::windowTokens).map(OptionalInt::of).orElseGet(OptionalInt::empty);
    }

    /** These facts with another pool. */
    public EngineFacts withPool(@Nullable KvPool other) {
        return new EngineFacts(version, models, other, slots, capabilities);
    }

    /** These facts, with what they leave open taken from earlier ones of the same server. */
    public EngineFacts completedFrom(EngineFacts earlier) {
        return new EngineFacts(
                version == null ? earlier.version : version,
                models,
                pool == null ? earlier.pool : pool,
                slots == null ? earlier.slots : slots,
                capabilities);
    }
}
