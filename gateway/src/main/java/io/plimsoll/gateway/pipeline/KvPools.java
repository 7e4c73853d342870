package io.plimsoll.gateway.pipeline;

import io.plimsoll.backends.Backend;
import io.plimsoll.backends.engine.KvPool;
import io.plimsoll.backends.engine.ServedModel;
import io.plimsoll.budget.config.ModelEntry;
import io.plimsoll.budget.config.PolicyFile;
import io.plimsoll.budget.geometry.FullAttention;
import io.plimsoll.budget.geometry.HuggingFaceConfig;
import io.plimsoll.budget.geometry.KvGeometry;
import io.plimsoll.budget.geometry.KvLayout;
import io.plimsoll.budget.geometry.ModelCards;
import io.plimsoll.budget.geometry.Parallelism;
import io.plimsoll.budget.ledger.KvLedger;
import io.plimsoll.budget.ledger.PoolShape;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Defines the ledger's pools from what backends tell: their size, and the geometry of the model that they serve, from the
 * policy file, else from the built-in cards. Thread-safe.
 */
final class KvPools {

    private static final Logger LOG = LoggerFactory.getLogger(KvPools.class);

    /** The pool of a backend that tells no size: so large that no pressure is ever read from it. */
    private static final long UNKNOWN_BLOCKS = 1L << 40;

    private static final int USUAL_BLOCK_TOKENS = 16;
    private static final int USUAL_WINDOW_TOKENS = 1 << 17;

    /** Llama-3.1-8B's, for models that nothing is known of: blocks are right all the same, bytes are a guess. */
    private static final KvGeometry COMMON_GEOMETRY =
            KvGeometry.uniform(32, new FullAttention(8, 128, 128), KvLayout.usual(USUAL_WINDOW_TOKENS));

    private final Supplier<PolicyFile> policy;
    private final KvLedger ledger;
    private final ModelCards cards = ModelCards.builtIn();

    KvPools(Supplier<PolicyFile> policy, KvLedger ledger) {
        this.policy = policy;
        this.ledger = ledger;
    }

    /** Makes sure that the backend has a pool, before anything is known of it. */
    void open(String backend) {
        ledger.pool(backend, new PoolShape(UNKNOWN_BLOCKS, USUAL_BLOCK_TOKENS, COMMON_GEOMETRY));
    }

    /** Takes over what the backend has told of itself. */
    void learn(Backend backend) {
        Optional<KvPool> pool = backend.status().pool();
        KvGeometry geometry = backend.status().models().stream()
                .flatMap(model -> geometry(model).stream())
                .findFirst()
                .orElse(COMMON_GEOMETRY);
        ledger.pool(
                backend.name(),
                pool.map(known -> new PoolShape(Math.max(1, known.blocks()), known.blockTokens(), geometry))
                        .orElseGet(() -> new PoolShape(UNKNOWN_BLOCKS, USUAL_BLOCK_TOKENS, geometry)));
    }

    private Optional<KvGeometry> geometry(ServedModel model) {
        Integer window = model.windowTokens();
        KvLayout usual = KvLayout.usual(window == null ? USUAL_WINDOW_TOKENS : window);
        return policy.get()
                .modelCalled(model.id())
                .flatMap(entry -> fromPolicyFile(entry, usual))
                .or(() -> Stream.of(model.id(), model.root())
                        .filter(name -> name != null)
                        .flatMap(name -> cards.find(name).stream())
                        .findFirst()
                        .map(card -> card.geometry(usual)));
    }

    private Optional<KvGeometry> fromPolicyFile(ModelEntry entry, KvLayout usual) {
        KvLayout layout = usual.withDtype(entry.kvDtype())
                .withParallelism(
                        new Parallelism(entry.effectiveTensorParallel(), entry.effectivePipelineParallel(), 1, 1));
        if (entry.config() == null) {
            return cards.find(entry.name()).map(card -> card.geometry(layout));
        }
        try {
            return Optional.of(HuggingFaceConfig.read(JsonMapper.shared().readTree(entry.config()), layout));
        } catch (IllegalArgumentException | JacksonException unusable) {
            LOG.atWarn()
                    .addKeyValue("model", entry.name())
                    .addKeyValue("config", entry.config())
                    .addKeyValue("reason", unusable.getMessage())
                    .log("the model's geometry could not be read; the built-in cards are asked instead");
            return cards.find(entry.name()).map(card -> card.geometry(layout));
        }
    }
}
