package io.plimsoll.bench.legality;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/** Holds many conversations at once, and adds up. Used once. */
final class LegalityRun {

    private static final int MOST_FINDINGS = 20;

    private final long firstSeed;
    private final long count;
    private final AtomicLong next = new AtomicLong();

    LegalityRun(long firstSeed, long count) {
        this.firstSeed = firstSeed;
        this.count = count;
    }

    /** Sums of one thread, or of all. Not thread-safe. */
    static final class Totals {

        private final Map<Wire, Long> conversations = new EnumMap<>(Wire.class);
        private final Map<EditedLane.Done, Long> done = new EnumMap<>(EditedLane.Done.class);
        private final List<String> findings = new ArrayList<>();
        private long requests;
        private long illegal;

        private void add(long seed, RandomConversation.Outcome outcome) {
            conversations.merge(outcome.wire(), 1L, Long::sum);
            outcome.done().forEach(what -> done.merge(what, 1L, Long::sum));
            requests += outcome.requests();
            illegal += outcome.findings().isEmpty() ? 0 : 1;
            if (!outcome.findings().isEmpty() && findings.size() < MOST_FINDINGS) {
                findings.add("seed " + seed + ": " + outcome.findings().getFirst());
            }
        }

        private void add(Totals more) {
            more.conversations.forEach((wire, number) -> conversations.merge(wire, number, Long::sum));
            more.done.forEach((what, number) -> done.merge(what, number, Long::sum));
            requests += more.requests;
            illegal += more.illegal;
            more.findings.stream().limit(MOST_FINDINGS - findings.size()).forEach(findings::add);
        }

        /** Conversations by dialect. */
        Map<Wire, Long> conversations() {
            return Map.copyOf(conversations);
        }

        /** Conversations in which something was done. */
        Map<EditedLane.Done, Long> done() {
            return Map.copyOf(done);
        }

        long requests() {
            return requests;
        }

        /** Conversations with a finding. */
        long illegal() {
            return illegal;
        }

        /** The first findings, with their seeds. */
        List<String> findings() {
            return List.copyOf(findings);
        }
    }

    Totals on(int threads) throws Exception {
        var totals = new Totals();
        try (ExecutorService workers = Executors.newFixedThreadPool(threads)) {
            List<Future<Totals>> parts = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                parts.add(workers.submit(this::part));
            }
            for (Future<Totals> part : parts) {
                totals.add(part.get());
            }
        }
        return totals;
    }

    private Totals part() {
        var totals = new Totals();
        for (long i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
            totals.add(firstSeed + i, new RandomConversation(firstSeed + i).hold());
        }
        return totals;
    }
}
