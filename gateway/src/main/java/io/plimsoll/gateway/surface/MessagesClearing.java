package io.plimsoll.gateway.surface;

import io.plimsoll.budget.tokens.PromptMessage;
import io.plimsoll.compression.ByteRange;
import io.plimsoll.compression.ClearingWriter;
import io.plimsoll.compression.Conversation;
import io.plimsoll.compression.HistoryMessage;
import io.plimsoll.compression.Segment;
import io.plimsoll.compression.SegmentKind;
import io.plimsoll.compression.Splice;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes messages of {@code /v1/messages} say less. The blocks that stay keep their bytes, signatures among them. */
final class MessagesClearing implements ClearingWriter {

    private static final byte[] NOTHING = {};
    private static final byte[] RESULT =
            "\"[Old tool result cleared to save context]\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] INPUT = "{}".getBytes(StandardCharsets.US_ASCII);

    private static final ResultText RESULTS = new ResultText(
            "content",
            ResultText.Place.BLOCK,
            message -> MessagesMessage.parse(message, new ByteRange(0, message.length))
                    .prompts());

    /** A run of blocks of reasoning goes with the one comma that must go with it. */
    @Override
    public List<Splice> withoutReasoning(Conversation conversation, int message) {
        List<Segment> blocks = conversation.messages().get(message).facts().segments();
        List<Splice> splices = new ArrayList<>();
        int from = 0;
        while (from < blocks.size()) {
            int to = from;
            while (to < blocks.size() && blocks.get(to).kind() == SegmentKind.REASONING) {
                to++;
            }
            if (to == blocks.size() && from == 0) {
                return List.of(); // a message has to say something
            }
            if (to > from) {
                splices.add(new Splice(run(blocks, from, to), NOTHING));
            }
            from = to + 1;
        }
        return splices;
    }

    private static ByteRange run(List<Segment> blocks, int from, int to) {
        return to < blocks.size()
                ? new ByteRange(
                        blocks.get(from).range().start(), blocks.get(to).range().start())
                : new ByteRange(
                        blocks.get(from - 1).range().end(),
                        blocks.get(to - 1).range().end());
    }

    @Override
    public Optional<Splice> cleared(Conversation conversation, int message, Segment segment) {
        boolean result = segment.kind() == SegmentKind.TOOL_RESULT;
        byte[] instead = result ? RESULT : INPUT;
        HistoryMessage client = conversation.messages().get(message);
        int start = client.range().start() + segment.range().start();
        ByteRange value = ResultText.field(
                conversation.body(),
                new ByteRange(start, start + segment.range().length()),
                result ? "content" : "input");
        return value == null || value.length() <= instead.length
                ? Optional.empty()
                : Optional.of(new Splice(value, instead).movedBy(segment.range().start()));
    }

    @Override
    public Optional<Splice> shortened(Conversation conversation, int message, Segment segment, String text) {
        return RESULTS.shortened(conversation, message, segment, text);
    }

    @Override
    public List<PromptMessage> read(byte[] message) {
        return RESULTS.read(message);
    }
}
