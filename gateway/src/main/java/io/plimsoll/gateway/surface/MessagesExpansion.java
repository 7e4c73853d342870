package io.plimsoll.gateway.surface;

import io.plimsoll.budget.tokens.PromptMessage;
import io.plimsoll.budget.tokens.PromptRole;
import io.plimsoll.compression.ByteRange;
import io.plimsoll.compression.Splice;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Writes out the compaction blocks of {@code /v1/messages} (beta {@code compact-2026-01-12}). The newest one stands for all that
 * comes before it: that goes, and the block's note is said by the user. A block without a note is of a compaction that failed,
 * and stands for nothing. What stays keeps its bytes; equal blocks become equal bytes. A pass over bodies without such a block
 * looks for one word.
 */
final class MessagesExpansion implements Expansion {

    private static final byte[] MARK = "\"compaction\"".getBytes(StandardCharsets.US_ASCII);
    /** Between the note and a user's message: strict chat templates refuse two messages of the user's in a row. */
    private static final byte[] BRIDGE = ChatWriter.messages(List.of(
            PromptMessage.of(PromptRole.ASSISTANT, "Understood. The notes above stand; I continue from here.")));

    @Override
    public Turn expand(String tenant, byte[] body) throws MalformedRequestException {
        if (!isMarked(body, new ByteRange(0, body.length))) {
            return Turn.alone(body);
        }
        List<ByteRange> messages =
                RequestOutline.of(body, MessagesSurface.LAYOUT).history();
        return messages == null ? Turn.alone(body) : expanded(body, messages);
    }

    private static Turn expanded(byte[] body, List<ByteRange> messages) throws MalformedRequestException {
        List<byte[]> kept = new ArrayList<>();
        boolean changed = false;
        String note = null;
        for (int i = messages.size() - 1; i >= 0 && note == null; i--) {
            ByteRange range = messages.get(i);
            Compacted message = isMarked(body, range) ? Compacted.read(body, range, "messages[" + i + "]") : null;
            if (message == null) {
                kept.addFirst(Arrays.copyOfRange(body, range.start(), range.end()));
                continue;
            }
            changed = true;
            if (message.rest() != null) {
                kept.addFirst(message.rest());
            }
            note = message.note();
        }
        if (!changed) {
            return Turn.alone(body);
        }
        if (note != null) {
            begin(note, kept);
        }
        var all = new ByteRange(messages.getFirst().start(), messages.getLast().end());
        return new Turn(Splice.all(body, List.of(new Splice(all, joined(kept)))), null, null, null, note != null);
    }

    private static void begin(String note, List<byte[]> rest) {
        boolean userGoesOn = !rest.isEmpty()
                && "user".equals(JsonObjectField.stringOf(rest.getFirst(), 0, rest.getFirst().length, "role"));
        if (userGoesOn) {
            rest.addFirst(BRIDGE);
        }
        rest.addFirst(ChatWriter.messages(List.of(PromptMessage.of(PromptRole.USER, note))));
    }

    private static byte[] joined(List<byte[]> parts) {
        var joined = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            if (joined.size() > 0) {
                joined.write(',');
            }
            joined.writeBytes(part);
        }
        return joined.toByteArray();
    }

    private static boolean isMarked(byte[] body, ByteRange range) {
        for (int at = range.start(); at <= range.end() - MARK.length; at++) {
            if (body[at] == MARK[0] && Arrays.equals(body, at, at + MARK.length, MARK, 0, MARK.length)) {
                return true;
            }
        }
        return false;
    }

    /**
     * A message that holds compaction blocks.
     *
     * @param note what the newest of them that says something says; null where none does
     * @param rest the message without them and what comes before the note; null where nothing is left
     */
    private record Compacted(@Nullable String note, byte @Nullable [] rest) {

        /** Null for a message that holds no such block. */
        static @Nullable Compacted read(byte[] body, ByteRange message, String place) throws MalformedRequestException {
            JsonNode content = Json.MAPPER
                    .readTree(body, message.start(), message.length())
                    .path("content");
            if (!content.isArray()
                    || StreamSupport.stream(content.spliterator(), false).noneMatch(Compacted::isOne)) {
                return null;
            }
            String note = null;
            List<Integer> kept = new ArrayList<>();
            for (int i = 0; i < content.size(); i++) {
                if (!isOne(content.get(i))) {
                    kept.add(i);
                    continue;
                }
                String said = said(new RequestField(
                        place + ".content[" + i + "].content", content.get(i).path("content")));
                if (said != null) {
                    note = said;
                    kept.clear();
                }
            }
            return new Compacted(note, kept.isEmpty() ? null : rest(body, message, kept));
        }

        private static boolean isOne(JsonNode block) {
            return block.path("type").asString("").equals("compaction");
        }

        /** Clients that lost the stream in the middle of a block hold an empty one. */
        private static @Nullable String said(RequestField content) throws MalformedRequestException {
            return content.isAbsent() || content.text().isBlank() ? null : content.text();
        }

        private static byte[] rest(byte[] body, ByteRange message, List<Integer> kept) {
            List<ByteRange> blocks = MessagesMessage.contentRanges(body, message);
            var rest = new ByteArrayOutputStream();
            rest.write(body, message.start(), blocks.getFirst().start());
            rest.writeBytes(joined(kept.stream()
                    .map(blocks::get)
                    .map(block ->
                            Arrays.copyOfRange(body, message.start() + block.start(), message.start() + block.end()))
                    .toList()));
            int end = message.start() + blocks.getLast().end();
            rest.write(body, end, message.end() - end);
            return rest.toByteArray();
        }
    }
}
