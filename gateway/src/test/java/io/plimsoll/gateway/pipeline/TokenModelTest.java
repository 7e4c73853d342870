package io.plimsoll.gateway.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.budget.tokens.PromptCounters;
import io.plimsoll.budget.tokens.TextTokenizers;
import io.plimsoll.compression.CountedConversation;
import io.plimsoll.compression.RenderedView;
import io.plimsoll.compression.View;
import io.plimsoll.gateway.pipeline.TokenModel.KeyedHistory;
import io.plimsoll.gateway.session.Sent;
import io.plimsoll.gateway.surface.MalformedRequestException;
import io.plimsoll.gateway.surface.SurfaceRequest.History;
import io.plimsoll.gateway.surface.Surfaces;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenModelTest {

    private static final String FIRST = "{\"role\":\"user\",\"content\":\"What do the 1234567890 numbers say?\"}";
    private static final String GROWN = FIRST + ",{\"role\":\"assistant\",\"content\":\"I will look at them now.\"},"
            + "{\"role\":\"user\",\"content\":\"9 8 7 6 5 4 3 2 1 0 and 31415926535\"}";

    private final Surfaces surfaces = new Surfaces();
    private final TokenModel model =
            new TokenModel("m", PromptCounters.chatMl(TextTokenizers.tiktoken("cl100k_base")), 1_000);

    @Test
    void theGrowthOfAPromptMeasuresTheMessagesThatWereAppended() {
        Sent first = answered(FIRST, 25);
        RenderedView grown = rendered(GROWN);
        model.learn("t", first, grown, 25 + 38);

        int[] tokens = count(GROWN).messageTokens();
        assertThat(tokens[1] + tokens[2]).isBetween(37, 39);
        assertThat(count(GROWN).totalTokens()).isBetween(62, 64);
    }

    @Test
    void theFirstReportMeasuresTheWholePrompt() {
        answered(FIRST, 30);
        assertThat(count(FIRST).totalTokens()).isBetween(29, 31);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 1_000_000})
    void aReportThatCannotBeOfThePromptTeachesNothing(int reported) {
        int before = count(FIRST).totalTokens();
        model.learn("t", null, rendered(FIRST), reported);
        assertThat(count(FIRST).totalTokens()).isEqualTo(before);
    }

    @Test
    void tenantsDoNotLearnFromEachOther() {
        int before = count("u", FIRST).totalTokens();
        answered(FIRST, before + before / 2);
        assertThat(count("u", FIRST).totalTokens()).isEqualTo(before);
    }

    @Test
    void exactReportsChangeNothing() {
        CountedConversation counted = count(GROWN);
        model.learn("t", null, rendered(GROWN), counted.totalTokens());
        assertThat(Arrays.equals(count(GROWN).messageTokens(), counted.messageTokens()))
                .isTrue();
    }

    @Test
    void aLongSystemTextIsUncountedUntilItIsCounted() {
        String system = "{\"role\":\"system\",\"content\":\"" + "be careful ".repeat(2_000) + "\"},";
        var keyed = KeyedHistory.of("t", history("t", system + FIRST));
        assertThat(model.uncountedBytes(keyed)).isGreaterThan(20_000);
        assertThat(model.count(keyed).headTokens()).isGreaterThan(1_000);
        assertThat(model.uncountedBytes(keyed)).isZero();
    }

    @Test
    void whatWasMeasuredHoldsForAnotherSpelling() {
        int before = count(FIRST).totalTokens();
        answered(FIRST, before + 7);

        String respelt =
                "{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"cache_control\":{\"type\":\"ephemeral\"},"
                        + "\"text\":\"What do the 1234567890 numbers say?\"}]}";
        assertThat(count(respelt).totalTokens())
                .isEqualTo(count(FIRST).totalTokens())
                .isGreaterThan(before);
        assertThat(rendered(respelt).startsWith(rendered(FIRST))).isTrue();
    }

    private Sent answered(String messages, int reported) {
        RenderedView rendered = rendered(messages);
        model.learn("t", null, rendered, reported);
        return new Sent(rendered, reported);
    }

    private RenderedView rendered(String messages) {
        return View.EMPTY.render(count(messages));
    }

    private CountedConversation count(String messages) {
        return count("t", messages);
    }

    private CountedConversation count(String tenant, String messages) {
        return model.count(KeyedHistory.of(tenant, history(tenant, messages)));
    }

    private History history(String tenant, String messages) {
        byte[] body = ("{\"model\":\"m\",\"messages\":[" + messages + "]}").getBytes(StandardCharsets.UTF_8);
        try {
            return Objects.requireNonNull(surfaces.at("/v1/chat/completions")
                    .orElseThrow()
                    .read(body, tenant)
                    .history());
        } catch (MalformedRequestException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
