package io.plimsoll.gateway.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.budget.cost.TurnShape;
import io.plimsoll.compression.Conversation;
import io.plimsoll.compression.CountedConversation;
import io.plimsoll.gateway.surface.ChatSurface;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class CutWorthTest {

    @Test
    void aUsualTurnIsWhatTheModelSaidAndWhatWasSaidToItInBetween() throws Exception {
        TurnShape turn = CutWorth.usualTurn(counted("""
                {"model": "m", "messages": [
                 {"role": "system", "content": "s"},
                 {"role": "user", "content": "u"},
                 {"role": "assistant", "content": "a"},
                 {"role": "user", "content": "u"},
                 {"role": "assistant", "content": "a"},
                 {"role": "user", "content": "u"}]}""", 900, 30, 100, 50, 500));

        assertThat(turn).isEqualTo(new TurnShape((900 + 100 + 500) / 2.0, 40));
    }

    @Test
    void aHistoryWithoutAnAnswerIsOneTurn() throws Exception {
        TurnShape turn = CutWorth.usualTurn(
                counted("{\"model\": \"m\", \"messages\": [{\"role\": \"user\", \"content\": \"u\"}]}", 70));

        assertThat(turn).isEqualTo(new TurnShape(70, 0));
    }

    private static CountedConversation counted(String body, int... messageTokens) throws Exception {
        Conversation conversation = Objects.requireNonNull(new ChatSurface()
                        .read(body.getBytes(StandardCharsets.UTF_8), "t")
                        .history())
                .conversation();
        return new CountedConversation(conversation, 1_000, messageTokens);
    }
}
