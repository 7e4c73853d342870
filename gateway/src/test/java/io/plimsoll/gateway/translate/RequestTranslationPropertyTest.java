package io.plimsoll.gateway.translate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

class RequestTranslationPropertyTest {

    /**
     * One turn of an agent.
     *
     * @param asked what the user says before it, empty for nothing; never empty behind a turn without calls
     * @param thought whether the model thinks
     * @param said what the model says, empty for nothing
     * @param calls how many tools it calls
     * @param image whether the last tool shows an image
     */
    record Turn(String asked, boolean thought, String said, int calls, boolean image) {}

    @Property(tries = 200, seed = "5011")
    void aLongerHistoryBeginsWithTheShorterOne(@ForAll("histories") List<Turn> turns) throws Exception {
        for (String pair : TranslationCase.PAIRS) {
            List<JsonNode> whole = messages(pair, turns);
            for (int length = 0; length < turns.size(); length++) {
                List<JsonNode> shorter = messages(pair, turns.subList(0, length));

                assertThat(whole.subList(0, shorter.size())).isEqualTo(shorter);
            }
        }
    }

    @Property(tries = 200, seed = "5012")
    void noCallLosesItsResultAndNoResultItsCall(@ForAll("histories") List<Turn> turns) throws Exception {
        for (String pair : TranslationCase.PAIRS) {
            Set<String> pending = new HashSet<>();
            int answered = 0;
            for (JsonNode message : messages(pair, turns)) {
                if (message.path("role").asString().equals("tool")) {
                    assertThat(pending.remove(message.path("tool_call_id").asString()))
                            .isTrue();
                    answered++;
                } else {
                    assertThat(pending).as("results follow their calls at once").isEmpty();
                }
                message.path("tool_calls")
                        .forEach(call -> pending.add(call.path("id").asString()));
            }
            assertThat(pending).isEmpty();
            assertThat(answered).isEqualTo(turns.stream().mapToInt(Turn::calls).sum());
        }
    }

    @Property(tries = 100, seed = "5013")
    void bothDialectsSayTheSame(@ForAll("histories") List<Turn> turns) throws Exception {
        assertThat(rolesAndTexts(messages("messages", turns))).isEqualTo(rolesAndTexts(messages("responses", turns)));
    }

    @Provide
    Arbitrary<List<Turn>> histories() {
        Arbitrary<Turn> turn = Combinators.combine(
                        Arbitraries.of("", "Go on.", "What \"now\"?\n"),
                        Arbitraries.of(true, false),
                        Arbitraries.of("", "I look.", "é"),
                        Arbitraries.integers().between(0, 3),
                        Arbitraries.of(true, false))
                .as(Turn::new)
                .filter(one -> one.calls() > 0 || !one.said().isEmpty());
        return turn.list().ofMaxSize(6).filter(RequestTranslationPropertyTest::alternates);
    }

    private static boolean alternates(List<Turn> turns) {
        for (int i = 1; i < turns.size(); i++) {
            if (turns.get(i - 1).calls() == 0 && turns.get(i).asked().isEmpty()) {
                return false;
            }
        }
        return true;
    }

    private static List<JsonNode> messages(String pair, List<Turn> turns) throws Exception {
        ObjectNode request = pair.equals("messages") ? anthropic(turns) : responses(turns);
        byte[] chat = TranslationCase.translation(pair)
                .translate(TranslationCase.JSON.writeValueAsBytes(request))
                .body();
        List<JsonNode> messages = new ArrayList<>();
        TranslationCase.JSON.readTree(chat).path("messages").forEach(messages::add);
        return messages;
    }

    private static ObjectNode anthropic(List<Turn> turns) {
        ObjectNode request =
                TranslationCase.JSON.createObjectNode().put("model", "m").put("system", "Base.");
        ArrayNode messages = request.putArray("messages");
        for (int i = 0; i < turns.size(); i++) {
            Turn turn = turns.get(i);
            if (!turn.asked().isEmpty()) {
                messages.addObject().put("role", "user").put("content", turn.asked());
            }
            ArrayNode blocks = messages.addObject().put("role", "assistant").putArray("content");
            if (turn.thought()) {
                blocks.addObject()
                        .put("type", "thinking")
                        .put("thinking", "Hm.")
                        .put("signature", "");
            }
            if (!turn.said().isEmpty()) {
                blocks.addObject().put("type", "text").put("text", turn.said());
            }
            for (int call = 0; call < turn.calls(); call++) {
                blocks.addObject()
                        .put("type", "tool_use")
                        .put("id", i + "-" + call)
                        .put("name", "f")
                        .putObject("input");
            }
            if (turn.calls() > 0) {
                anthropicResults(
                        turn, i, messages.addObject().put("role", "user").putArray("content"));
            }
        }
        return request;
    }

    private static void anthropicResults(Turn turn, int index, ArrayNode blocks) {
        for (int call = 0; call < turn.calls(); call++) {
            ArrayNode content = blocks.addObject()
                    .put("type", "tool_result")
                    .put("tool_use_id", index + "-" + call)
                    .putArray("content");
            content.addObject().put("type", "text").put("text", "result");
            if (turn.image() && call == turn.calls() - 1) {
                content.addObject()
                        .put("type", "image")
                        .putObject("source")
                        .put("type", "url")
                        .put("url", "https://example.org/a.png");
            }
        }
    }

    private static ObjectNode responses(List<Turn> turns) {
        ObjectNode request =
                TranslationCase.JSON.createObjectNode().put("model", "m").put("instructions", "Base.");
        ArrayNode input = request.putArray("input");
        for (int i = 0; i < turns.size(); i++) {
            Turn turn = turns.get(i);
            if (!turn.asked().isEmpty()) {
                input.addObject().put("role", "user").put("content", turn.asked());
            }
            if (turn.thought()) {
                ObjectNode reasoning = input.addObject().put("type", "reasoning");
                reasoning
                        .putArray("summary")
                        .addObject()
                        .put("type", "summary_text")
                        .put("text", "Hm.");
            }
            if (!turn.said().isEmpty()) {
                input.addObject().put("role", "assistant").put("content", turn.said());
            }
            for (int call = 0; call < turn.calls(); call++) {
                input.addObject()
                        .put("type", "function_call")
                        .put("call_id", i + "-" + call)
                        .put("name", "f")
                        .put("arguments", "{}");
            }
            responsesResults(turn, i, input);
        }
        return request;
    }

    private static void responsesResults(Turn turn, int index, ArrayNode input) {
        for (int call = 0; call < turn.calls(); call++) {
            ArrayNode output = input.addObject()
                    .put("type", "function_call_output")
                    .put("call_id", index + "-" + call)
                    .putArray("output");
            output.addObject().put("type", "input_text").put("text", "result");
            if (turn.image() && call == turn.calls() - 1) {
                output.addObject().put("type", "input_image").put("image_url", "https://example.org/a.png");
            }
        }
    }

    private static List<String> rolesAndTexts(List<JsonNode> messages) {
        return messages.stream()
                .map(message -> message.path("role").asString() + ": " + message.path("content"))
                .toList();
    }
}
