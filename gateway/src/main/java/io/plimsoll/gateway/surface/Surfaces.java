package io.plimsoll.gateway.surface;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which dialect a path speaks. Thread-safe. */
public final class Surfaces {

    private final Map<String, Surface> byPath;
    private final Map<String, CountSurface> countsByPath;

    /** The dialects where no response is kept. */
    public Surfaces() {
        this(Expansion.NONE);
    }

    /** @param responses what requests of {@code /v1/responses} go through before they are read */
    public Surfaces(Expansion responses) {
        var messages = new MessagesSurface();
        var continuing = new ResponsesSurface(responses);
        byPath = Map.of(
                "/v1/chat/completions", new ChatSurface(),
                "/v1/completions", new PlainSurface("text_completion", ErrorDialect.OPENAI, true),
                "/v1/embeddings", new PlainSurface("embeddings", ErrorDialect.OPENAI, false),
                "/v1/messages", messages,
                "/v1/responses", continuing);
        countsByPath = Map.of(
                "/v1/messages/count_tokens", new CountSurface(messages, CountSurface::messages),
                "/v1/responses/input_tokens", new CountSurface(continuing, CountSurface::responses));
    }

    /** The dialect of a {@code POST} to {@code path}; empty for paths whose bodies are forwarded unread. */
    public Optional<Surface> at(String path) {
        return Optional.ofNullable(byPath.get(path));
    }

    /** The dialect that a {@code POST} to {@code path} has counted; empty for paths that count nothing. */
    public Optional<CountSurface> countedAt(String path) {
        return Optional.ofNullable(countsByPath.get(path));
    }

    /** All paths whose bodies are read. */
    public Set<String> paths() {
        return Stream.concat(byPath.keySet().stream(), countsByPath.keySet().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** How errors on {@code path} are written, also where its bodies are not read. */
    public static ErrorDialect errorsAt(String path) {
        return path.startsWith("/v1/messages") ? ErrorDialect.ANTHROPIC : ErrorDialect.OPENAI;
    }
}
