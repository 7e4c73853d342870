package io.plimsoll.backends;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * An answer of an engine: recorded, or written by hand for engines that were not there to record.
 *
 * @param status HTTP status
 * @param headers as received, without those that describe the transfer
 * @param body its bytes
 */
public record Cassette(int status, Map<String, String> headers, byte[] body) {

    private static final List<String> TRANSFER =
            List.of("content-length", "transfer-encoding", "connection", "keep-alive");

    /** The recorded answer of that name, such as {@code vllm-0.32.0/models}. */
    public static Cassette recorded(String name) {
        var head = new String(resource(name + ".headers"), StandardCharsets.UTF_8)
                .lines()
                .toList();
        var headers = new LinkedHashMap<String, String>();
        head.stream().skip(1).filter(line -> line.contains(":")).forEach(line -> {
            var field = line.split(":", 2);
            if (!TRANSFER.contains(field[0].toLowerCase(Locale.ROOT))) {
                headers.put(field[0], field[1].strip());
            }
        });
        return new Cassette(Integer.parseInt(head.getFirst().split(" ")[1]), headers, body(name));
    }

    /** The recorded body of that name. */
    public static byte[] body(String name) {
        return resource(name + ".body");
    }

    /** The recorded body of that name, as text. */
    public static String text(String name) {
        return new String(body(name), StandardCharsets.UTF_8);
    }

    /** An answer by hand. */
    public static Cassette written(int status, String body) {
        return new Cassette(status, Map.of(), body.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] resource(String name) {
        try (var stream = Cassette.class.getResourceAsStream("/cassettes/" + name)) {
            return Objects.requireNonNull(stream, name).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
