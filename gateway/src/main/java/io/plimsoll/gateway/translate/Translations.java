package io.plimsoll.gateway.translate;

import java.util.Map;
import java.util.Optional;

/** The pairs of dialects that are translated. Thread-safe. */
public final class Translations {

    private final Map<String, Translation> byClientPath = Map.of(
            "/v1/messages", new MessagesOverChat(),
            "/v1/responses", new ResponsesOverChat());

    /** How a request to {@code clientPath} is sent to an engine that only speaks chat completions; empty where it cannot be. */
    public Optional<Translation> overChat(String clientPath) {
        return Optional.ofNullable(byClientPath.get(clientPath));
    }
}
