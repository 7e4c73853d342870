package io.plimsoll.gateway.surface;

import io.plimsoll.compression.ByteRange;
import io.plimsoll.compression.Conversation;
import io.plimsoll.compression.HistoryMessage;
import io.plimsoll.compression.Segment;
import io.plimsoll.compression.SegmentKind;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Puts recalled text into Anthropic messages. */
final class MessagesWriter {

    private MessagesWriter() {}

    /**
     * Results have to come first in their message, so the text stands behind the last of them, as a block of its own, else
     * before everything that the user says.
     */
    static Optional<RecallWriter.Place> recall(Conversation conversation, int index, String text) {
        HistoryMessage message = conversation.messages().get(index);
        List<Segment> segments = message.facts().segments();
        if (segments.isEmpty()) {
            return Optional.empty();
        }
        String block = "{\"type\":\"text\",\"text\":" + ChatWriter.quoted(text) + "}";
        Optional<Segment> newestResult = segments.reversed().stream()
                .filter(segment -> segment.kind() == SegmentKind.TOOL_RESULT)
                .findFirst();
        if (newestResult.isPresent()) {
            return place(newestResult.get().range().end(), "," + block);
        }
        ByteRange first = segments.getFirst().range();
        boolean string = conversation.body()[message.range().start() + first.start()] == '"';
        if (string) {
            String escaped = ChatWriter.quoted(text + "\n\n");
            return place(first.start() + 1, escaped.substring(1, escaped.length() - 1));
        }
        return place(first.start(), block + ",");
    }

    private static Optional<RecallWriter.Place> place(int offset, String inserted) {
        return Optional.of(new RecallWriter.Place(offset, inserted.getBytes(StandardCharsets.UTF_8)));
    }
}
