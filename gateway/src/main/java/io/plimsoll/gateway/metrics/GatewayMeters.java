package io.plimsoll.gateway.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.plimsoll.compression.Cut;
import io.plimsoll.gateway.session.Explanation.Decision;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;

/** The meters of the request path. Thread-safe. */
public final class GatewayMeters {

    private final MeterRegistry registry;
    private final Counter cuts;
    private final Counter cutTokens;
    private final Counter consolidations;
    private final Counter clearings;
    private final Counter clearedTokens;
    private final Counter reductions;
    private final Counter reducedTokens;
    private final Counter recalls;
    private final Counter shadowed;
    private final Counter recalledTokens;
    private final DistributionSummary countError;
    private final AheadMeters ahead;

    /** A helper step that can fail without failing the request. */
    public enum Step {
        ARCHIVE,
        RECALL,
        VALIDATOR,
        TOKENIZER,
        PIPELINE
    }

    /**
     * How an exchange ended, as metrics tell it.
     *
     * @param operation the dialect's operation
     * @param model the model asked for, as the fleet knows it
     * @param status HTTP status, 499 when the client left first
     */
    public record Ending(String operation, String model, int status) {}

    /**
     * Tokens of one exchange.
     *
     * @param client tokens of the request as the client sent it
     * @param prompt tokens of the prompt as the engine reported them, or as counted
     * @param cached of these, found in the engine's prefix cache
     * @param output tokens made
     */
    public record Tokens(long client, long prompt, long cached, long output) {}

    public GatewayMeters(MeterRegistry registry) {
        this.registry = registry;
        this.cuts = counter("plimsoll.cuts", "Cuts made");
        this.cutTokens = counter("plimsoll.cut.tokens", "Tokens that cuts took out of prompts");
        this.consolidations = counter("plimsoll.cut.consolidations", "Cuts that made one block of all earlier ones");
        this.clearings = counter("plimsoll.clearings", "Clearings of old messages that clients asked for");
        this.clearedTokens = counter("plimsoll.cleared.tokens", "Tokens that such clearings took out of prompts");
        this.reductions =
                counter("plimsoll.reductions", "Times that tool results were made to say less in their places");
        this.reducedTokens = counter("plimsoll.reduced.tokens", "Tokens that such reductions took out of prompts");
        this.ahead = new AheadMeters(registry);
        this.shadowed = counter("plimsoll.shadowed", "Requests over the line of a policy in shadow");
        this.recalls = counter("plimsoll.recalls", "Recalls that brought passages back");
        this.recalledTokens = counter("plimsoll.recall.tokens", "Tokens of recalled passages put into prompts");
        this.countError = DistributionSummary.builder("plimsoll.token.count.error")
                .description("Share by which a counted prompt differs from the engine's own report")
                .baseUnit("ratio")
                .publishPercentiles(.5, .95)
                .register(registry);
        for (Step step : Step.values()) {
            degradedCounter(step);
        }
    }

    private Counter counter(String name, String description) {
        return Counter.builder(name).description(description).register(registry);
    }

    /** The meters of cuts that are made between two turns. */
    public AheadMeters ahead() {
        return ahead;
    }

    /** What was decided about a request. */
    public void decided(Set<Decision> decisions) {
        for (Decision decision : decisions) {
            Counter.builder("plimsoll.decisions")
                    .description("Requests by what was done to them")
                    .tag("decision", decision.name().toLowerCase(Locale.ROOT))
                    .register(registry)
                    .increment();
        }
    }

    /** A cut was made. */
    public void cut(Cut cut) {
        cuts.increment();
        cutTokens.increment(Math.max(0, cut.tokens().before() - cut.tokens().after()));
        if (cut.consolidated()) {
            consolidations.increment();
        }
    }

    /** What a client wanted cleared is. */
    public void cleared(int tokens) {
        clearings.increment();
        clearedTokens.increment(tokens);
    }

    /** Results say less in their places. */
    public void reduced(int tokens) {
        reductions.increment();
        reducedTokens.increment(tokens);
    }

    /** A policy in shadow would have acted. */
    public void shadowed() {
        shadowed.increment();
    }

    /** Passages came back. */
    public void recalled(int tokens) {
        recalls.increment();
        recalledTokens.increment(tokens);
    }

    /** A helper step failed and the request went on without it. */
    public void degraded(Step step) {
        degradedCounter(step).increment();
    }

    private Counter degradedCounter(Step step) {
        return Counter.builder("plimsoll.degraded")
                .description("Helper steps that failed; the request went on without them")
                .tag("step", step.name().toLowerCase(Locale.ROOT))
                .register(registry);
    }

    /** A counted prompt and the engine's own report of it. */
    public void reported(int counted, long reported) {
        if (reported > 0) {
            countError.record(Math.abs(counted - reported) / (double) reported);
        }
    }

    /** The first byte of an answer came after so long. */
    public void firstByte(String operation, String model, Duration took) {
        timer("gen_ai.server.time_to_first_token", "From the request's arrival to the answer's first byte")
                .tags(tags(operation, model))
                .register(registry)
                .record(took);
    }

    /** An exchange ended. */
    public void ended(Ending ending, Duration took) {
        timer("gen_ai.server.request.duration", "From the request's arrival to the answer's end")
                .tags(tags(ending.operation(), ending.model())
                        .and("http.response.status_code", Integer.toString(ending.status())))
                .register(registry)
                .record(took);
    }

    /** What an exchange cost in tokens. */
    public void tokens(String operation, String model, Tokens tokens) {
        add("plimsoll.client.tokens", "Prompt tokens as clients sent them", operation, model, tokens.client());
        add("plimsoll.prompt.tokens", "Prompt tokens as backends got them", operation, model, tokens.prompt());
        add("plimsoll.cached.tokens", "Prompt tokens found in prefix caches", operation, model, tokens.cached());
        add("plimsoll.output.tokens", "Tokens made", operation, model, tokens.output());
    }

    private void add(String name, String description, String operation, String model, long amount) {
        if (amount > 0) {
            Counter.builder(name)
                    .description(description)
                    .tags(tags(operation, model))
                    .register(registry)
                    .increment(amount);
        }
    }

    private static Timer.Builder timer(String name, String description) {
        return Timer.builder(name)
                .description(description)
                .publishPercentileHistogram()
                .minimumExpectedValue(Duration.ofMillis(1))
                .maximumExpectedValue(Duration.ofMinutes(10));
    }

    private static Tags tags(String operation, String model) {
        return Tags.of("gen_ai.operation.name", operation, "gen_ai.request.model", model);
    }
}
