package io.plimsoll.compression.plan;

import io.plimsoll.compression.HistoryMessage;
import io.plimsoll.compression.Segment;
import io.plimsoll.compression.SegmentKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The answered calls of a history that the backend still sees, by the place of their results. Created per plan. */
final class ToolUses {

    private final Shortening shortening;
    private final List<ToolUse> uses;

    /** A segment and the message that it is in. */
    private record Place(int message, Segment segment) {}

    private record ToolUse(Place call, Place result) {

        String tool() {
            return call.segment().toolName();
        }
    }

    private ToolUses(Shortening shortening, List<ToolUse> uses) {
        this.shortening = shortening;
        this.uses = uses;
    }

    static ToolUses of(Shortening shortening) {
        Map<String, Place> calls = new HashMap<>();
        List<ToolUse> uses = new ArrayList<>();
        List<HistoryMessage> messages = shortening.messages();
        for (int i = 0; i < messages.size(); i++) {
            for (Segment segment : messages.get(i).facts().segments()) {
                var place = new Place(i, segment);
                if (segment.kind() == SegmentKind.TOOL_CALL) {
                    calls.put(segment.callId(), place);
                } else if (segment.kind() == SegmentKind.TOOL_RESULT && shortening.isVisible(i)) {
                    Place call = calls.get(segment.callId());
                    if (call != null) {
                        uses.add(new ToolUse(call, place));
                    }
                }
            }
        }
        return new ToolUses(shortening, uses);
    }

    void clear(Clearing.ToolUses wanted) {
        int measured = switch (wanted.trigger().measure()) {
            case PROMPT_TOKENS -> shortening.totalTokens();
            case TOOL_USES -> usesBehindTheLastCleared();
        };
        if (measured > wanted.trigger().value()) {
            shortening.ifItSaves(wanted.atLeastTokens(), () -> clearOlder(wanted));
        }
    }

    private void clearOlder(Clearing.ToolUses wanted) {
        for (ToolUse use : uses.subList(0, Math.max(0, uses.size() - wanted.keep()))) {
            if (wanted.excludedTools().contains(use.tool())) {
                continue;
            }
            shortening.clear(use.result().message(), use.result().segment());
            if (wanted.inputs().includes(use.tool())) {
                shortening.clear(use.call().message(), use.call().segment());
            }
        }
    }

    private int usesBehindTheLastCleared() {
        int behind = 0;
        while (behind < uses.size() && !isCleared(uses.get(uses.size() - 1 - behind))) {
            behind++;
        }
        return behind;
    }

    private boolean isCleared(ToolUse use) {
        return shortening.isCleared(use.result().message(), use.result().segment());
    }
}
