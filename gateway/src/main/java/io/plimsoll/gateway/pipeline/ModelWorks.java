package io.plimsoll.gateway.pipeline;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.plimsoll.backends.engine.ServedModel;
import io.plimsoll.budget.config.ModelEntry;
import io.plimsoll.budget.geometry.ModelCard;
import io.plimsoll.budget.geometry.ModelCards;
import io.plimsoll.budget.geometry.ModelWork;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What models compute for a token: by the policy file's {@code config.json}, else by the built-in cards. Blocking, since it
 * may read a file; thread-safe.
 */
final class ModelWorks {

    private static final int REMEMBERED = 256;
    /** How long a policy file that was read again may go unnoticed. */
    private static final Duration FRESH = Duration.ofMinutes(10);

    /** Llama-3.1-8B's, for models that nothing is known of: its geometry is taken for theirs as well. */
    private static final ModelWork COMMON = new ModelWork(8.03e9, 32, 32, 128);

    private final Supplier<LivePolicy> policy;
    private final Fleet fleet;
    private final ModelCards cards = ModelCards.builtIn();
    private final LoadingCache<String, ModelWork> works;

    ModelWorks(Supplier<LivePolicy> policy, Fleet fleet) {
        this.policy = policy;
        this.fleet = fleet;
        this.works = Caffeine.newBuilder()
                .maximumSize(REMEMBERED)
                .expireAfterWrite(FRESH)
                .build(this::read);
    }

    /** @param model as a client asks for it */
    ModelWork of(String model) {
        return works.get(model);
    }

    private ModelWork read(String model) {
        Optional<ModelEntry> entry = policy.get().file().modelCalled(model);
        return entry.map(ModelEntry::config)
                .flatMap(ModelWorks::fromFile)
                .or(() -> names(model, entry)
                        .flatMap(name -> cards.find(name).stream())
                        .findFirst()
                        .map(ModelCard::work))
                .orElse(COMMON);
    }

    /** What else the model is called: backends may serve it under any name. */
    private Stream<String> names(String model, Optional<ModelEntry> entry) {
        Stream<String> roots = fleet.backends().all().stream()
                .flatMap(backend -> backend.status().models().stream())
                .filter(served -> served.isCalled(model))
                .map(ServedModel::root)
                .filter(Objects::nonNull);
        return Stream.concat(Stream.concat(Stream.of(model), entry.map(ModelEntry::name).stream()), roots);
    }

    /** A file that cannot be used has been reported where the geometry was read from it. */
    private static Optional<ModelWork> fromFile(Path config) {
        try {
            return Optional.of(ModelWork.read(JsonMapper.shared().readTree(config)));
        } catch (IllegalArgumentException | JacksonException unusable) {
            return Optional.empty();
        }
    }
}
