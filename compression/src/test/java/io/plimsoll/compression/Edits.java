package io.plimsoll.compression;

import io.plimsoll.budget.tokens.PromptMessage;
import io.plimsoll.budget.tokens.PromptRole;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** Edits for tests, made for a given request. */
public final class Edits {

    private static final Edit.Origin ORIGIN = new Edit.Origin("test", Instant.EPOCH, 1);

    private Edits() {}

    /** Messages from..to give way to one user message per text, or to nothing. */
    public static Edit.Replace replace(ChatHistory history, int from, int to, String... texts) {
        List<PromptMessage> messages = Arrays.stream(texts)
                .map(text -> PromptMessage.of(PromptRole.USER, text))
                .toList();
        int tokens = messages.stream().mapToInt(new LetterCounter()::message).sum();
        var text = messages.isEmpty()
                ? Edit.Text.NOTHING
                : new Edit.Text(
                        ChatHistory.write(messages),
                        messages.stream().map(PromptMessage::role).toList(),
                        tokens);
        CountedConversation counted = history.counted();
        int removed = Arrays.stream(counted.messageTokens(), from, to).sum();
        ChainHash anchor = counted.conversation().chain().get(to - 1);
        return new Edit.Replace(new MessageRange(from, to), anchor, text, removed, ORIGIN);
    }

    /** A message whose content, the last field of its object, says {@code text} instead. */
    public static Edit.Shorten shorten(ChatHistory history, int message, SegmentKind kind, String text) {
        CountedConversation counted = history.counted();
        HistoryMessage target = counted.conversation().messages().get(message);
        String json = history.messages().get(message);
        int start = json.lastIndexOf("\"content\":\"") + 11;
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        var content = new ByteRange(
                json.substring(0, start).getBytes(StandardCharsets.UTF_8).length,
                target.range().length() - 2);
        int saved =
                counted.messageTokens()[message] - new LetterCounter().message(PromptMessage.of(target.role(), text));
        return new Edit.Shorten(
                message,
                counted.conversation().chain().get(message),
                target.facts().raw(),
                List.of(new Edit.Part(kind, "", new Splice(content, bytes), Math.max(0, saved))),
                ORIGIN);
    }

    /** The same result in fewer words, which may name an earlier one. */
    public static Edit.Shorten tell(ChatHistory history, int message, String text, boolean refersBack) {
        Edit.Shorten cleared = shorten(history, message, SegmentKind.TOOL_RESULT, text);
        Edit.Part part = cleared.parts().getFirst();
        var told = new Edit.Part(
                part.kind(), part.callId(), part.splice(), part.savedTokens(), new Edit.Told(text, refersBack));
        return cleared.respelt(cleared.raw(), List.of(told));
    }

    /** {@code text} at the end of the content of {@code message}, which is the last field of its object. */
    public static Edit.Insert append(ChatHistory history, int message, String text) {
        Conversation conversation = history.conversation();
        HistoryMessage target = conversation.messages().get(message);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new Edit.Insert(
                message,
                conversation.chain().get(message),
                target.facts().raw(),
                target.range().length() - 2,
                text,
                new Edit.Text(bytes, List.of(), new LetterCounter().text(text)),
                ORIGIN);
    }
}
