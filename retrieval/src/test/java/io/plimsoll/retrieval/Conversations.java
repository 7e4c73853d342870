package io.plimsoll.retrieval;

import io.plimsoll.budget.LaneKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** Histories and questions for tests. */
public final class Conversations {

    public static final Instant NOON = Instant.parse("2026-03-01T12:00:00.000000001Z");

    /** What a small team talks about, one thing a message. */
    public static final List<String> TEXTS = List.of(
            "Shall we look at the harbour crane today? Its brake has been squealing since Monday.",
            "The brake pads of the crane came from Rotterdam and were fitted by Ingrid in 2019.",
            "I moved the ledger code into src/main/ledger/BlockLedger.java and renamed releaseAll to giveBack.",
            "Lunch was soup again, with too much pepper for my taste.",
            "The nightly build fails with error 40317 in the checksum step, only on the arm machines.",
            "My daughter wants to learn the cello, and the teacher lives across the river.",
            "For the database we settled on a pool of twelve connections and a timeout of nine seconds.",
            "The customs papers for the Bergen shipment are in the blue folder behind the printer.");

    private Conversations() {}

    /** {@link #TEXTS} as a session's main lane. */
    public static List<ArchiveDocument> of(String tenant, String session) {
        return of(tenant, session, TEXTS);
    }

    public static List<ArchiveDocument> of(String tenant, String session, List<String> texts) {
        return IntStream.range(0, texts.size())
                .mapToObj(i -> document(tenant, session, LaneKey.MAIN, i, texts.get(i)))
                .toList();
    }

    public static ArchiveDocument document(String tenant, String session, String lane, int position, String text) {
        return new ArchiveDocument(
                new LaneKey(tenant, session, lane),
                "hash-" + text,
                position,
                Origin.of(position % 2 == 0 ? "user" : "assistant", NOON),
                text);
    }

    public static RecallQuery question(String tenant, String session, String text) {
        return new RecallQuery(tenant, session, null, List.of(text), Set.of(), 3, Duration.ofSeconds(20));
    }
}
