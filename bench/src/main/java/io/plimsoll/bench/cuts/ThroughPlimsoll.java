package io.plimsoll.bench.cuts;

import io.plimsoll.backends.sim.SimulatedEngineOptions;
import io.plimsoll.bench.BenchFailure;
import io.plimsoll.bench.cuts.baseline.Baseline;
import io.plimsoll.budget.config.PolicyFile;
import io.plimsoll.budget.config.PolicyFileException;
import io.plimsoll.budget.config.PolicyFiles;
import io.plimsoll.gateway.replay.SimulatedDeployment;
import java.util.List;

/**
 * A gateway of its own before the engine.
 *
 * @param label how tables call it
 * @param policy a policy file in which {@code {cap}}, {@code {recall}} and {@code {tokenizer}} are still to be filled in
 * @param tokenizer what the engine counts with, which the gateway is told
 * @param recall what may come back: {@code archive}, or empty for nothing
 * @param counts the run's counter
 */
record ThroughPlimsoll(String label, String policy, String tokenizer, String recall, Counts counts)
        implements Contestant {

    /** What holds where no policy file is given. */
    static final String USUAL_POLICY = """
            models: [{ name: recorded, tokenizer: "{tokenizer}" }]
            policies:
              - name: cuts
                context: { cap: {cap} }
                recall: { from: [{recall}] }
            archive: { embedding: none }
            """;

    @Override
    public Route open(int cap, SimulatedEngineOptions engine) throws Exception {
        SimulatedDeployment gateway = SimulatedDeployment.start(policy(cap), 0, List.of(engine));
        return new Started(gateway.url(), () -> Baseline.NONE.cutter(cap, counts), List.of(gateway));
    }

    private PolicyFile policy(int cap) {
        String filled = policy.replace("{cap}", Integer.toString(cap))
                .replace("{recall}", recall)
                .replace("{tokenizer}", tokenizer);
        try {
            return PolicyFiles.ofProcess().parse(filled, "the policy of the benchmark");
        } catch (PolicyFileException problems) {
            throw new BenchFailure(String.valueOf(problems.getMessage()));
        }
    }
}
