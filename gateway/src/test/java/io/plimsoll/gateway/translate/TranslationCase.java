package io.plimsoll.gateway.translate;

import io.plimsoll.gateway.http.AnswerEdit;
import io.plimsoll.gateway.http.ExchangePlan.Answer;
import io.plimsoll.gateway.translate.Translation.Translated;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A case that lies as a file below {@code translate/} of the test resources: {@code PAIR/KIND/NAME}.
 *
 * @param pair the client's dialect: {@code messages} or {@code responses}
 * @param file where it lies
 */
record TranslationCase(String pair, Path file) {

    static final JsonMapper JSON = JsonMapper.builder().build();
    static final List<String> PAIRS = List.of("messages", "responses");

    /** All cases of a kind whose names end so, in a fixed order. */
    static Stream<TranslationCase> all(String kind, String ending) {
        return PAIRS.stream().flatMap(pair -> {
            try (Stream<Path> files = Files.list(folder(pair, kind))) {
                return files
                        .filter(file -> file.toString().endsWith(ending))
                        .sorted()
                        .map(file -> new TranslationCase(pair, file))
                        .toList()
                        .stream();
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        });
    }

    static Translation translation(String pair) {
        return new Translations().overChat("/v1/" + pair).orElseThrow();
    }

    /** A request of the least that a dialect demands. */
    static JsonNode smallRequest(String pair) {
        return JSON.readTree(
                pair.equals("messages")
                        ? "{\"model\":\"m\",\"max_tokens\":64,\"messages\":[]}"
                        : "{\"model\":\"m\",\"input\":\"Hi\"}");
    }

    JsonNode json() {
        return JSON.readTree(bytes());
    }

    byte[] bytes() {
        return read(file);
    }

    /** The bytes of the file beside this one whose name ends differently. */
    byte[] beside(String ending, String otherEnding) {
        return read(sibling(ending, otherEnding));
    }

    boolean hasBeside(String ending, String otherEnding) {
        return Files.exists(sibling(ending, otherEnding));
    }

    Translated translate(JsonNode request) throws UntranslatableException {
        return translation(pair).translate(JSON.writeValueAsBytes(request));
    }

    /** How a translated stream begins. */
    static AnswerEdit.Events stream(Translated translated) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap().add("content-type", "text/event-stream; charset=utf-8");
        return (AnswerEdit.Events) Objects.requireNonNull(translated.answers().begin(200, headers));
    }

    /** All that a client gets of a stream that ends as it should. */
    static String ended(AnswerEdit.Events stream, List<Buffer> pieces) {
        Buffer client = Buffer.buffer();
        pieces.forEach(piece -> client.appendBuffer(stream.feed(piece)));
        return client.appendBuffer(stream.finish()).toString();
    }

    /** What a client gets instead of an answer of one piece. */
    static Answer rewritten(Translated translated, int status, MultiMap headers, byte[] body) {
        AnswerEdit edit = Objects.requireNonNull(translated.answers().begin(status, headers));
        return ((AnswerEdit.Document) edit).rewrite(status, headers, body);
    }

    @Override
    public String toString() {
        return pair + "/" + file.getFileName();
    }

    private Path sibling(String ending, String otherEnding) {
        String name = file.getFileName().toString();
        return file.resolveSibling(name.substring(0, name.length() - ending.length()) + otherEnding);
    }

    private static Path folder(String pair, String kind) {
        try {
            return Path.of(TranslationCase.class
                    .getResource("/translate/" + pair + "/" + kind)
                    .toURI());
        } catch (URISyntaxException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
