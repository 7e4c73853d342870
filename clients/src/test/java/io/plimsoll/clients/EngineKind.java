package io.plimsoll.clients;

import java.util.Set;

/** Engines by the dialects that they speak. */
enum EngineKind {
    /** Speaks every dialect, as vLLM does. */
    EVERY_DIALECT,
    /** Answers 404 on the paths of other dialects than chat completions. */
    CHAT_ALONE;

    private static final Set<String> OTHERS = Set.of("/v1/messages", "/v1/messages/count_tokens", "/v1/responses");

    boolean speaks(String path) {
        return switch (this) {
            case EVERY_DIALECT -> true;
            case CHAT_ALONE -> !OTHERS.contains(path);
        };
    }
}
