package io.plimsoll.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.openai.errors.NotFoundException;
import com.openai.helpers.ResponseAccumulator;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseInputItem;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OpenAiJavaResponsesIT extends StainlessSdkContract {

    @Override
    Sdk sdk(URI address) {
        return new OpenAiJavaResponses(address);
    }

    @Override
    Dialect dialect() {
        return Dialect.RESPONSES;
    }

    @Override
    String badRequest() {
        return "BadRequestException";
    }

    @ParameterizedTest
    @MethodSource("engines")
    void thePiecesOfAStreamAreThoseOfItsFinalResponse(EngineKind engine) {
        try (Stage stage = Stage.before(engine);
                OpenAiJavaResponses sdk = new OpenAiJavaResponses(stage.gateway())) {
            var accumulator = ResponseAccumulator.createWithSnapshots();

            try (var stream = sdk.client()
                    .responses()
                    .createStreaming(OpenAiJavaResponses.request()
                            .input(Weather.question("Ghent"))
                            .build())) {
                stream.stream().forEach(accumulator::accumulate);
            }

            assertThat(accumulator.reconstructedResponse().output())
                    .isEqualTo(accumulator.response().output());
        }
    }

    @ParameterizedTest
    @MethodSource("engines")
    void goesOnFromAnEarlierResponse(EngineKind engine) {
        try (Stage stage = Stage.before(engine);
                OpenAiJavaResponses sdk = new OpenAiJavaResponses(stage.gateway())) {
            var responses = sdk.client().responses();

            Response first = responses.create(OpenAiJavaResponses.request()
                    .store(true)
                    .input(Weather.question("Ghent"))
                    .build());
            List<ResponseInputItem> results = OpenAiJavaResponses.calls(first).stream()
                    .map(OpenAiJavaResponses::result)
                    .toList();
            Response second = responses.create(OpenAiJavaResponses.request()
                    .store(true)
                    .previousResponseId(first.id())
                    .inputOfResponse(results)
                    .build());

            assertThat(OpenAiJavaResponses.text(first)).isEqualTo(WeatherModel.BEFORE_CALLS);
            assertThat(OpenAiJavaResponses.text(second)).isEqualTo(Weather.summary("Ghent"));
            assertThat(second.previousResponseId()).contains(first.id());
        }
    }

    @ParameterizedTest
    @MethodSource("engines")
    void readsAndDeletesWhatIsKept(EngineKind engine) {
        try (Stage stage = Stage.before(engine);
                OpenAiJavaResponses sdk = new OpenAiJavaResponses(stage.gateway())) {
            var responses = sdk.client().responses();
            Response made = responses.create(OpenAiJavaResponses.request()
                    .store(true)
                    .input("How are you?")
                    .build());

            assertThat(responses.retrieve(made.id()).output()).isEqualTo(made.output());
            assertThat(responses.inputItems().list(made.id()).data()).hasSize(1);
            responses.delete(made.id());

            assertThatThrownBy(() -> responses.retrieve(made.id())).isInstanceOf(NotFoundException.class);
        }
    }
}
