package io.plimsoll.gateway.session;

import io.plimsoll.gateway.surface.SurfaceRequest.SessionHints;
import io.vertx.core.MultiMap;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * How the client names its conversation.
 *
 * @param session the session's name, or null when only the history can tell
 * @param lane the lane's name, or null when only the history can tell
 */
public record SessionNames(
        @Nullable String session, @Nullable String lane) {

    private static final int MAX_LENGTH = 255;

    /** Header names in the order in which they count, before and behind the body's {@code metadata.user_id}. */
    private static final List<String> FIRST_HEADERS = List.of("x-claude-code-session-id");

    private static final List<String> NEXT_HEADERS = List.of(
            "session-id",
            "session_id",
            "x-session-id",
            "x-session-affinity",
            "x-litellm-session-id",
            "x-bf-session-id",
            "agent-session-id",
            "x-opencode-session",
            "x-amp-thread-id");

    private static final List<String> LANE_HEADERS = List.of("x-claude-code-agent-id", "thread-id");

    private static final Pattern LEGACY_USER_ID = Pattern.compile("_session_([0-9a-fA-F-]{8,})$");

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /**
     * Reads the names from a request. The first source that names a session wins: the operator's own header, the headers
     * of agents, {@code metadata.user_id}, {@code prompt_cache_key}, {@code conversation}, {@code metadata.session_id}. A
     * name that is longer than 255 characters or holds anything but printable ASCII is no name.
     *
     * @param operatorHeader the header that the policy file names, or null
     */
    public static SessionNames of(MultiMap headers, SessionHints hints, @Nullable String operatorHeader) {
        String session = firstOf(
                operatorHeader == null ? null : headers.get(operatorHeader),
                firstHeader(headers, FIRST_HEADERS),
                fromUserId(hints.metadataUserId()),
                firstHeader(headers, NEXT_HEADERS),
                hints.promptCacheKey(),
                hints.conversation(),
                hints.metadataSessionId());
        String lane = firstHeader(headers, LANE_HEADERS);
        // Codex repeats the session's id as the thread's: that is the agent itself, not a lane beside it.
        return new SessionNames(session, lane == null || lane.equals(session) ? null : lane);
    }

    /** These names, with {@code earlier} for the session where the client names none; null changes nothing. */
    public SessionNames orSession(@Nullable String earlier) {
        return session == null ? new SessionNames(earlier, lane) : this;
    }

    private static @Nullable String firstHeader(MultiMap headers, List<String> names) {
        for (String name : names) {
            String value = usable(headers.get(name));
            if (value != null) {
                return value;
            }
        }
        return null;
    }

    private static @Nullable String firstOf(@Nullable String... candidates) {
        for (String candidate : candidates) {
            String value = usable(candidate);
            if (value != null) {
                return value;
            }
        }
        return null;
    }

    private static @Nullable String usable(@Nullable String name) {
        if (name == null || name.isBlank() || name.length() > MAX_LENGTH) {
            return null;
        }
        return name.chars().allMatch(c -> c > 0x20 && c < 0x7f) ? name : null;
    }

    /** Claude Code puts a JSON string into {@code metadata.user_id}; older builds a name that ends in the session. */
    private static @Nullable String fromUserId(@Nullable String userId) {
        if (userId == null) {
            return null;
        }
        if (userId.startsWith("{")) {
            try {
                JsonNode session = JSON.readTree(userId).path("session_id");
                return session.isString() ? session.asString() : null;
            } catch (JacksonException notJson) {
                return null;
            }
        }
        Matcher legacy = LEGACY_USER_ID.matcher(userId);
        return legacy.find() ? legacy.group(1) : null;
    }
}
