package io.plimsoll.gateway.views;

import io.plimsoll.budget.LaneKey;
import io.plimsoll.budget.tokens.PromptRole;
import io.plimsoll.compression.ByteRange;
import io.plimsoll.compression.ChainHash;
import io.plimsoll.compression.Edit;
import io.plimsoll.compression.MessageRange;
import io.plimsoll.compression.SegmentKind;
import io.plimsoll.compression.Splice;
import io.plimsoll.compression.View;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;

/** Lanes to be kept in tests. */
final class KeptLanes {

    private static final Edit.Origin ORIGIN = new Edit.Origin("test", Instant.parse("2026-11-25T10:00:00.5Z"), 1);

    private KeptLanes() {}

    /** The main lane of a session of tenant t whose histories ended so, with edits that say {@code text}. */
    static KeptLane lane(String session, String text, long... ends) {
        return lane(new LaneKey("t", session, LaneKey.MAIN), text, ends);
    }

    static KeptLane lane(LaneKey key, String text, long... ends) {
        return new KeptLane(key, key.session(), chain(ends), true, "gpu-a", view(text));
    }

    static List<ChainHash> chain(long... hashes) {
        return LongStream.of(hashes).mapToObj(KeptLanes::hash).toList();
    }

    private static View view(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        var block = new Edit.Replace(
                new MessageRange(1, 3), hash(3), new Edit.Text(bytes, List.of(PromptRole.USER), 5), 90, ORIGIN);
        var cleared = new Edit.Shorten(
                4,
                hash(5),
                hash(50),
                List.of(new Edit.Part(SegmentKind.TOOL_RESULT, "c1", new Splice(new ByteRange(10, 20), bytes), 7)),
                ORIGIN);
        var recalled = new Edit.Insert(6, hash(7), hash(70), 12, text, new Edit.Text(bytes, List.of(), 5), ORIGIN);
        return new View(List.of(block, cleared, recalled), 2);
    }

    private static ChainHash hash(long value) {
        return new ChainHash(value, ~value);
    }
}
