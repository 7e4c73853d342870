package io.plimsoll.clients;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.errors.OpenAIServiceException;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.FunctionDefinition;
import com.openai.models.FunctionParameters;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionFunctionTool;
import com.openai.models.chat.completions.ChatCompletionMessage;
import com.openai.models.chat.completions.ChatCompletionMessageToolCall;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.chat.completions.ChatCompletionToolMessageParam;
import com.openai.models.completions.CompletionUsage;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** openai-java on chat completions. */
final class OpenAiJavaChat implements Sdk {

    private final OpenAIClient client;

    OpenAiJavaChat(URI gateway) {
        this.client = client(gateway);
    }

    /** A client that takes an answer with a missing field or one of another type for an error. */
    static OpenAIClient client(URI gateway) {
        return OpenAIOkHttpClient.builder()
                .baseUrl(gateway + "/v1")
                .apiKey("none")
                .responseValidation(true)
                .build();
    }

    @Override
    public Ending ask(String question) {
        try {
            return told(request(question));
        } catch (OpenAIServiceException e) {
            return new Failed(e.getClass().getSimpleName(), e.statusCode(), String.valueOf(e.getMessage()));
        }
    }

    private Told told(ChatCompletionCreateParams.Builder request) {
        List<Call> calls = new ArrayList<>();
        int pieces = 0;
        while (true) {
            var accumulator = ChatCompletionAccumulator.create();
            try (var stream = client.chat().completions().createStreaming(request.build())) {
                pieces += (int) stream.stream()
                        .peek(accumulator::accumulate)
                        .filter(OpenAiJavaChat::hasText)
                        .count();
            }
            ChatCompletion answer = accumulator.chatCompletion();
            ChatCompletionMessage message = answer.choices().getFirst().message();
            var called = message.toolCalls().orElse(List.of()).stream()
                    .map(ChatCompletionMessageToolCall::asFunction)
                    .toList();
            if (called.isEmpty()) {
                CompletionUsage usage = answer.usage().orElseThrow();
                return new Told(calls, pieces, message.content().orElseThrow(), usage(usage));
            }
            request.addMessage(message);
            for (var call : called) {
                String arguments = call.function().arguments();
                calls.add(Call.of(call.function().name(), arguments));
                request.addMessage(ChatCompletionToolMessageParam.builder()
                        .toolCallId(call.id())
                        .content(Weather.report(arguments))
                        .build());
            }
        }
    }

    @Override
    public void askAndLeave(String question) {
        try (var stream =
                client.chat().completions().createStreaming(request(question).build())) {
            assertThat(stream.stream().filter(OpenAiJavaChat::hasText).findFirst())
                    .isPresent();
        }
    }

    @Override
    public void close() {
        client.close();
    }

    private static ChatCompletionCreateParams.Builder request(String question) {
        var parameters = FunctionParameters.builder();
        Weather.schema().forEach((name, value) -> parameters.putAdditionalProperty(name, JsonValue.from(value)));
        return ChatCompletionCreateParams.builder()
                .model(Stage.MODEL)
                .addUserMessage(question)
                .streamOptions(
                        ChatCompletionStreamOptions.builder().includeUsage(true).build())
                .addTool(ChatCompletionFunctionTool.builder()
                        .function(FunctionDefinition.builder()
                                .name(Weather.TOOL)
                                .description(Weather.DESCRIPTION)
                                .parameters(parameters.build())
                                .build())
                        .build());
    }

    private static boolean hasText(ChatCompletionChunk chunk) {
        return chunk.choices().stream()
                .anyMatch(choice ->
                        choice.delta().content().filter(text -> !text.isEmpty()).isPresent());
    }

    private static Usage usage(CompletionUsage usage) {
        long cached = usage.promptTokensDetails()
                .flatMap(CompletionUsage.PromptTokensDetails::cachedTokens)
                .orElse(0L);
        return new Usage(usage.promptTokens(), cached, usage.completionTokens());
    }
}
