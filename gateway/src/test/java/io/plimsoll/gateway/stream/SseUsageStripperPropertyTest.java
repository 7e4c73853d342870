package io.plimsoll.gateway.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SseUsageStripperPropertyTest {

    private static final String USAGE = "data: {\"id\":\"c\",\"choices\":[],\"usage\":{\"prompt_tokens\":9}}";
    private static final List<String> OTHERS = List.of(
            "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"\u00c3\u00a9\"}}]}",
            "data: {\"choices\":[],\"usage\":null}",
            "data: [DONE]",
            ": ping",
            "event: ping\ndata: {}",
            "data: {\"error\":{\"message\":\"usage\"}}",
            "data: {broken \"usage\"",
            "data");

    /** One event with the line end it uses, and whether it is to go. */
    record Event(String text, String lineEnd, boolean usage) {

        String bytes() {
            return text.replace("\n", lineEnd) + lineEnd + lineEnd;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void dropsTheSameBytesWhereverTheStreamIsSplit(String lineEnd) {
        String before = new Event(OTHERS.getFirst(), lineEnd, false).bytes();
        String usage = new Event(USAGE, lineEnd, true).bytes();
        String after = new Event("data: [DONE]", lineEnd, false).bytes();
        String stream = before + usage + after;

        for (int first = 0; first <= stream.length(); first++) {
            for (int second = first; second <= stream.length(); second += 7) {
                assertThat(strip(List.of(
                                stream.substring(0, first), stream.substring(first, second), stream.substring(second))))
                        .isEqualTo(before + after);
            }
        }
    }

    @Property(tries = 500, seed = "4077")
    void passesEveryOtherEventByteForByte(
            @ForAll("events") List<Event> events, @ForAll("pieceSizes") List<Integer> sizes) {
        StringBuilder stream = new StringBuilder();
        StringBuilder expected = new StringBuilder();
        for (Event event : events) {
            stream.append(event.bytes());
            if (!event.usage()) {
                expected.append(event.bytes());
            }
        }

        assertThat(strip(pieces(stream.toString(), sizes))).isEqualTo(expected.toString());
    }

    @Provide
    Arbitrary<List<Event>> events() {
        Arbitrary<String> text = Arbitraries.oneOf(Arbitraries.of(OTHERS), Arbitraries.just(USAGE));
        return Combinators.combine(text, Arbitraries.of("\n", "\r\n"))
                .as((what, lineEnd) -> new Event(what, lineEnd, what.equals(USAGE)))
                .list()
                .ofMaxSize(8);
    }

    @Provide
    Arbitrary<List<Integer>> pieceSizes() {
        return Arbitraries.integers().between(1, 60).list().ofMinSize(1).ofMaxSize(10);
    }

    static List<String> pieces(String stream, List<Integer> sizes) {
        ArrayList<String> pieces = new ArrayList<>();
        int at = 0;
        for (int i = 0; at < stream.length(); i++) {
            int end = Math.min(stream.length(), at + sizes.get(i % sizes.size()));
            pieces.add(stream.substring(at, end));
            at = end;
        }
        return pieces;
    }

    private static String strip(List<String> pieces) {
        SseUsageStripper stripper = new SseUsageStripper();
        StringBuilder passed = new StringBuilder();
        for (String piece : pieces) {
            passed.append(stripper.feed(Buffer.buffer(piece.getBytes(StandardCharsets.ISO_8859_1)))
                    .toString(StandardCharsets.ISO_8859_1));
        }
        return passed.append(stripper.finish().toString(StandardCharsets.ISO_8859_1))
                .toString();
    }
}
