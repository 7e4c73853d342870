package io.plimsoll.gateway.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.backends.sim.GenerationRequest;
import io.plimsoll.backends.sim.SimulatedPrompt;
import io.plimsoll.budget.tokens.PromptMessage;
import io.plimsoll.budget.tokens.PromptRole;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScriptedModelTest {

    private static GenerationRequest request(String... texts) {
        var messages = List.of(texts).stream()
                .map(text -> PromptMessage.of(PromptRole.USER, text))
                .toList();
        return new GenerationRequest(
                Demo.MODEL, new SimulatedPrompt.Chat("", List.of(), messages), OptionalInt.empty(), "");
    }

    @Test
    void saysTheSameWhateverWasCut() {
        var model = new ScriptedModel();

        assertThat(model.reply(request("first", "second", "newest"))).isEqualTo(model.reply(request("newest")));
    }

    @Test
    void callsEveryToolSoonerOrLater() {
        assertThat(IntStream.range(0, 50)
                        .mapToObj(i -> ScriptedModel.next("message " + i)
                                .calls()
                                .getFirst()
                                .name()))
                .contains("read_file", "run_tests", "grep");
    }
}
