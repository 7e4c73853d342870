package io.plimsoll.gateway.translate;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class StreamTranslationPropertyTest {

    private static final List<String> BROKEN = List.of(
            "{broken", "{}", "7", "{\"error\":{\"message\":\"no\"}}", "{\"error\":\"no\"}", "{\"choices\":7}", "[1]");

    /** What a chunk of the engine adds. */
    sealed interface Said {
        /** More text or reasoning. */
        record Words(String field, String text) implements Said {}

        /** More of a call's arguments. */
        record Arguments(int call, String text) implements Said {}

        /** Nothing, in one of the ways in which engines say nothing. */
        record Nothing(String delta) implements Said {}
    }

    @Property(tries = 300, seed = "4711")
    void anyAnswerIsLegalAndWholeInBothDialects(
            @ForAll("answers") List<Said> said, @ForAll("sizes") List<Integer> sizes) throws Exception {
        String engine = engine(said) + "data: [DONE]\n\n";

        for (String pair : TranslationCase.PAIRS) {
            String client = translated(pair, engine, sizes);

            if (!goesOnWithAClosedCall(client)) {
                EventGrammar.isComplete(pair, client);
                assertThat(said(client, "text")).isEqualTo(words(said, "content"));
                assertThat(said(client, "thinking")).isEqualTo(words(said, "reasoning_content"));
            }
            assertThat(translated(pair, engine, List.of(engine.length()))).isEqualTo(client);
        }
    }

    @Property(tries = 300, seed = "4712")
    void aFaultAnywhereEndsInOneErrorAndNothingElse(@ForAll("answers") List<Said> said, @ForAll("faults") String fault)
            throws Exception {
        String engine = engine(said) + "data: " + fault + "\n\n" + engine(said) + "data: [DONE]\n\n";

        for (String pair : TranslationCase.PAIRS) {
            EventGrammar.isFailed(pair, translated(pair, engine, List.of(engine.length())));
        }
    }

    @Property(tries = 300, seed = "4713")
    void anEndThatWasNotSaidIsAnError(@ForAll("answers") List<Said> said, @ForAll("sizes") List<Integer> sizes)
            throws Exception {
        for (String pair : TranslationCase.PAIRS) {
            EventGrammar.isFailed(pair, translated(pair, engine(said), sizes));
        }
    }

    @Provide
    Arbitrary<List<Said>> answers() {
        Arbitrary<String> text = Arbitraries.of("a", " b", "\n", "é😀", "\"quoted\"", "\\");
        Arbitrary<Said> words = Combinators.combine(Arbitraries.of("content", "reasoning_content"), text)
                .as(Said.Words::new);
        Arbitrary<Said> arguments = Combinators.combine(
                        Arbitraries.integers().between(0, 2), Arbitraries.of("", "{", "\"a\":1", "}", "{}", " "))
                .as(Said.Arguments::new);
        Arbitrary<Said> nothing = Arbitraries.of(
                        "{}", "{\"content\":null}", "{\"content\":\"\"}", "{\"tool_calls\":[]}")
                .map(Said.Nothing::new);
        return Arbitraries.oneOf(List.of(words, arguments, nothing)).list().ofMaxSize(12);
    }

    @Provide
    Arbitrary<String> faults() {
        return Arbitraries.of(BROKEN);
    }

    @Provide
    Arbitrary<List<Integer>> sizes() {
        return Arbitraries.integers().between(1, 90).list().ofMinSize(1).ofMaxSize(6);
    }

    private static String engine(List<Said> said) {
        return "data: " + chunk("{\"role\":\"assistant\",\"content\":\"\"}") + "\n\n"
                + said.stream()
                        .map(one -> "data: " + chunk(delta(one)) + "\n\n")
                        .collect(Collectors.joining());
    }

    private static String chunk(String delta) {
        return "{\"id\":\"chatcmpl-1\",\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":" + delta
                + ",\"finish_reason\":null}]}";
    }

    private static String delta(Said said) {
        return switch (said) {
            case Said.Words(String field, String text) ->
                "{\"" + field + "\":" + TranslationCase.JSON.writeValueAsString(text) + "}";
            case Said.Arguments(int call, String text) ->
                "{\"tool_calls\":[{\"index\":%d,\"id\":\"c%d\",\"function\":{\"name\":\"f\",\"arguments\":%s}}]}"
                        .formatted(call, call, TranslationCase.JSON.writeValueAsString(text));
            case Said.Nothing(String delta) -> delta;
        };
    }

    private static String translated(String pair, String engine, List<Integer> sizes) throws Exception {
        var request = (ObjectNode) TranslationCase.smallRequest(pair);
        byte[] body = TranslationCase.JSON.writeValueAsBytes(request.put("stream", true));
        var stream = TranslationCase.stream(TranslationCase.translation(pair).translate(body));
        return TranslationCase.ended(stream, pieces(engine.getBytes(StandardCharsets.UTF_8), sizes));
    }

    private static List<Buffer> pieces(byte[] bytes, List<Integer> sizes) {
        List<Buffer> pieces = new ArrayList<>();
        int at = 0;
        for (int i = 0; at < bytes.length; i++) {
            int size = Math.min(bytes.length - at, sizes.get(i % sizes.size()));
            pieces.add(Buffer.buffer(size).appendBytes(bytes, at, size));
            at += size;
        }
        return pieces;
    }

    private static boolean goesOnWithAClosedCall(String client) {
        return client.contains("a call that was over");
    }

    private static String words(List<Said> said, String field) {
        return said.stream()
                .filter(one -> one instanceof Said.Words(String name, String _) && name.equals(field))
                .map(one -> ((Said.Words) one).text())
                .collect(Collectors.joining());
    }

    /** All text or all thinking of a stream, in either dialect. */
    private static String said(String client, String what) {
        String responses = what.equals("text") ? "response.output_text.delta" : "response.reasoning_text.delta";
        StringBuilder all = new StringBuilder();
        for (JsonNode event : EventGrammar.payloads(client)) {
            if (event.path("type").asString().equals(responses)) {
                all.append(event.path("delta").asString());
            } else if (event.path("type").asString().equals("content_block_delta")) {
                all.append(event.path("delta").path(what).asString(""));
            }
        }
        return all.toString();
    }
}
