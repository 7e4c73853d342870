package io.plimsoll.gateway.session;

import io.plimsoll.budget.tokens.PromptRole;
import io.plimsoll.compression.ByteRange;
import io.plimsoll.compression.Conversation;
import io.plimsoll.compression.HistoryMessage;
import io.plimsoll.compression.Segment;
import io.plimsoll.compression.SegmentKind;
import io.plimsoll.gateway.surface.SurfaceRequest.History;
import io.vertx.core.MultiMap;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tells a client's own compaction request from a turn: the request in which an agent has its history summarised, to go on with
 * the summary alone. Such a request is sent once and is about the very text that a cut would take away.
 *
 * <p>A client that says in a header what its request is, is believed; else the words of its prompt tell. A turn that is
 * mistaken for a compaction is not cut before it exceeds what the engine takes, and nothing worse.
 */
public final class CompactionRequests {

    private static final String CLAUDE_CODE_CLASS = "x-claude-code-request-class";
    private static final String CLAUDE_CODE_COMPACTION = "x-claude-code-compaction";
    private static final String CODEX_TURN = "x-codex-turn-metadata";
    private static final String COMPACTION = "compaction";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private CompactionRequests() {}

    /**
     * The client whose compaction request it is.
     *
     * @param headers the request's
     * @return a name for people, empty for every other request
     */
    public static Optional<String> clientOf(MultiMap headers, History history) {
        if (headers.contains(CLAUDE_CODE_COMPACTION)) {
            return Optional.of("claude-code");
        }
        String claudeCode = headers.get(CLAUDE_CODE_CLASS);
        if (claudeCode != null) {
            return claudeCode.equals(COMPACTION) ? Optional.of("claude-code") : Optional.empty();
        }
        String codex = codexRequestKind(headers.get(CODEX_TURN));
        if (codex != null) {
            return codex.equals(COMPACTION) ? Optional.of("codex") : Optional.empty();
        }
        return SummaryPrompt.speaker(history.systemText(), instruction(history.conversation()));
    }

    private static @Nullable String codexRequestKind(@Nullable String metadata) {
        if (metadata == null) {
            return null;
        }
        try {
            return JSON.readTree(metadata).path("request_kind").stringValue(null);
        } catch (JacksonException notJson) {
            return null;
        }
    }

    /** The last text of the newest message, where that is the user's: it may stand behind the results of tools. */
    private static String instruction(Conversation conversation) {
        HistoryMessage newest = conversation.messages().reversed().stream()
                .filter(message -> message.role() != PromptRole.SYSTEM)
                .findFirst()
                .orElse(null);
        if (newest == null || newest.role() != PromptRole.USER) {
            return "";
        }
        List<Segment> segments = newest.facts().segments();
        return segments.reversed().stream()
                .filter(segment -> segment.kind() == SegmentKind.USER_TEXT)
                .findFirst()
                .map(segment -> lastText(conversation.body(), newest.range(), segment.range()))
                .orElse("");
    }

    private static String lastText(byte[] body, ByteRange message, ByteRange segment) {
        return lastText(JSON.readTree(body, message.start() + segment.start(), segment.length()));
    }

    /** The last text of a string, of a block or part, or of a message that holds some. */
    private static String lastText(JsonNode said) {
        if (said.isArray()) {
            return said.isEmpty() ? "" : lastText(said.get(said.size() - 1));
        }
        return said.isObject() ? lastText(said.path(said.has("content") ? "content" : "text")) : said.asString("");
    }
}
