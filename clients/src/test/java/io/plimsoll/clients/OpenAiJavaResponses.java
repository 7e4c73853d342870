package io.plimsoll.clients;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.client.OpenAIClient;
import com.openai.core.JsonValue;
import com.openai.errors.OpenAIServiceException;
import com.openai.helpers.ResponseAccumulator;
import com.openai.models.responses.FunctionTool;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseFunctionToolCall;
import com.openai.models.responses.ResponseInputItem;
import com.openai.models.responses.ResponseOutputItem;
import com.openai.models.responses.ResponseOutputMessage;
import com.openai.models.responses.ResponseOutputText;
import com.openai.models.responses.ResponseStreamEvent;
import com.openai.models.responses.ResponseUsage;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** openai-java on Responses. The application keeps the history itself. */
final class OpenAiJavaResponses implements Sdk {

    private final OpenAIClient client;

    OpenAiJavaResponses(URI gateway) {
        this.client = OpenAiJavaChat.client(gateway);
    }

    OpenAIClient client() {
        return client;
    }

    @Override
    public Ending ask(String question) {
        try {
            return told(question);
        } catch (OpenAIServiceException e) {
            return new Failed(e.getClass().getSimpleName(), e.statusCode(), String.valueOf(e.getMessage()));
        }
    }

    private Told told(String question) {
        List<ResponseInputItem> history = new ArrayList<>();
        history.add(user(question));
        List<Call> calls = new ArrayList<>();
        int pieces = 0;
        while (true) {
            var accumulator = ResponseAccumulator.create();
            try (var stream = client.responses()
                    .createStreaming(request().inputOfResponse(history).build())) {
                pieces += (int) stream.stream()
                        .peek(accumulator::accumulate)
                        .filter(ResponseStreamEvent::isOutputTextDelta)
                        .count();
            }
            Response answer = accumulator.response();
            List<ResponseFunctionToolCall> called = calls(answer);
            if (called.isEmpty()) {
                return new Told(
                        calls, pieces, text(answer), usage(answer.usage().orElseThrow()));
            }
            answer.output().forEach(item -> history.add(inputItem(item)));
            for (ResponseFunctionToolCall call : called) {
                calls.add(Call.of(call.name(), call.arguments()));
                history.add(result(call));
            }
        }
    }

    @Override
    public void askAndLeave(String question) {
        try (var stream =
                client.responses().createStreaming(request().input(question).build())) {
            assertThat(stream.stream()
                            .filter(ResponseStreamEvent::isOutputTextDelta)
                            .findFirst())
                    .isPresent();
        }
    }

    @Override
    public void close() {
        client.close();
    }

    /** A request with the tool, without input. */
    static ResponseCreateParams.Builder request() {
        var parameters = FunctionTool.Parameters.builder();
        Weather.schema().forEach((name, value) -> parameters.putAdditionalProperty(name, JsonValue.from(value)));
        return ResponseCreateParams.builder()
                .model(Stage.MODEL)
                .store(false)
                .addTool(FunctionTool.builder()
                        .name(Weather.TOOL)
                        .description(Weather.DESCRIPTION)
                        .parameters(parameters.build())
                        .strict(false)
                        .build());
    }

    static List<ResponseFunctionToolCall> calls(Response answer) {
        return answer.output().stream()
                .flatMap(item -> item.functionCall().stream())
                .toList();
    }

    static String text(Response answer) {
        return answer.output().stream()
                .flatMap(item -> item.message().stream())
                .flatMap(message -> message.content().stream())
                .map(ResponseOutputMessage.Content::outputText)
                .flatMap(Optional::stream)
                .map(ResponseOutputText::text)
                .collect(Collectors.joining());
    }

    /** What the tool answers a call. */
    static ResponseInputItem result(ResponseFunctionToolCall call) {
        return ResponseInputItem.ofFunctionCallOutput(ResponseInputItem.FunctionCallOutput.builder()
                .callId(call.callId())
                .output(Weather.report(call.arguments()))
                .build());
    }

    private static ResponseInputItem user(String text) {
        return ResponseInputItem.ofMessage(ResponseInputItem.Message.builder()
                .role(ResponseInputItem.Message.Role.USER)
                .addInputTextContent(text)
                .build());
    }

    private static ResponseInputItem inputItem(ResponseOutputItem item) {
        return item.message()
                .map(ResponseInputItem::ofResponseOutputMessage)
                .or(() -> item.functionCall().map(ResponseInputItem::ofFunctionCall))
                .orElseThrow();
    }

    private static Usage usage(ResponseUsage usage) {
        return new Usage(usage.inputTokens(), usage.inputTokensDetails().cachedTokens(), usage.outputTokens());
    }
}
