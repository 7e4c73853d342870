package io.plimsoll.bench.cuts;

import io.plimsoll.backends.sim.SimulatedPrompt;
import io.plimsoll.budget.tokens.PromptMessage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the engine holds and computes: tokens in context summed over turns, and tokens prefilled by an unlimited cache, both
 * against the client's own requests. Requests that a proxy makes by itself are charged to it. Not thread-safe.
 */
final class KvMeter {

    private final Counts counts;
    private final PrefixCache engine;
    private final PrefixCache reference;
    private final Map<String, SimulatedPrompt.Chat> before = new HashMap<>();
    private Figures sum = Figures.NONE;

    KvMeter(Counts counts) {
        this.counts = counts;
        engine = new PrefixCache(counts);
        reference = new PrefixCache(counts);
    }

    /**
     * Sums over turns.
     *
     * @param turns all turns
     * @param refused those that got no answer; no other sum but {@code prefillClient} holds them
     * @param client prompt tokens as the client sent them
     * @param sent prompt tokens as the engine received them, with those of the proxy's own requests
     * @param prefill tokens that the engine computed
     * @param prefillClient tokens that it would have computed without a proxy
     * @param overCap prompts above the cap
     * @param breaks prompts that do not begin with all of the session's prompt before
     * @param largest the largest prompt received
     */
    record Figures(
            int turns,
            int refused,
            long client,
            long sent,
            long prefill,
            long prefillClient,
            int overCap,
            int breaks,
            int largest) {

        static final Figures NONE = new Figures(0, 0, 0, 0, 0, 0, 0, 0, 0);

        double kvShare() {
            return (double) sent / client;
        }

        double prefillMultiple() {
            return (double) prefill / prefillClient;
        }

        Figures plus(Figures more) {
            return new Figures(
                    turns + more.turns,
                    refused + more.refused,
                    client + more.client,
                    sent + more.sent,
                    prefill + more.prefill,
                    prefillClient + more.prefillClient,
                    overCap + more.overCap,
                    breaks + more.breaks,
                    Math.max(largest, more.largest));
        }
    }

    void observe(Turn turn) {
        int prefillClient = reference.prefill(turn.client(), turn.answer());
        long prefill = 0;
        long others = 0;
        for (Turn.Served arrival : turn.arrivals()) {
            prefill += engine.prefill(arrival.prompt(), arrival.answer());
            others += counts.prompt(arrival.prompt());
        }
        SimulatedPrompt.Chat sent = turn.sent();
        if (sent == null) {
            sum = sum.plus(new Figures(1, 1, 0, others, prefill, prefillClient, 0, 0, 0));
            return;
        }
        int tokens = counts.prompt(sent);
        sum = sum.plus(new Figures(
                1,
                0,
                counts.prompt(turn.client()),
                others,
                prefill,
                prefillClient,
                turn.cap() > 0 && tokens > turn.cap() ? 1 : 0,
                breaksPrefix(turn.session().name(), sent) ? 1 : 0,
                tokens));
    }

    Figures figures() {
        return sum;
    }

    private boolean breaksPrefix(String session, SimulatedPrompt.Chat sent) {
        SimulatedPrompt.Chat last = before.put(session, sent);
        if (last == null) {
            return false;
        }
        List<PromptMessage> now = sent.messages();
        int length = last.messages().size();
        return !last.system().equals(sent.system())
                || !last.tools().equals(sent.tools())
                || now.size() < length
                || !now.subList(0, length).equals(last.messages());
    }
}
