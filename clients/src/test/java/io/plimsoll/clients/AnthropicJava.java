package io.plimsoll.clients;

import static org.assertj.core.api.Assertions.assertThat;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.core.JsonValue;
import com.anthropic.core.ObjectMappers;
import com.anthropic.errors.AnthropicServiceException;
import com.anthropic.helpers.MessageAccumulator;
import com.anthropic.models.messages.ContentBlock;
import com.anthropic.models.messages.ContentBlockParam;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.anthropic.models.messages.TextBlock;
import com.anthropic.models.messages.Tool;
import com.anthropic.models.messages.ToolResultBlockParam;
import com.anthropic.models.messages.ToolUseBlock;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** anthropic-java. */
final class AnthropicJava implements Sdk {

    private final AnthropicClient client;

    AnthropicJava(URI gateway) {
        // A missing field, or one of another type, is an error.
        this.client = AnthropicOkHttpClient.builder()
                .baseUrl(gateway.toString())
                .apiKey("none")
                .responseValidation(true)
                .build();
    }

    AnthropicClient client() {
        return client;
    }

    @Override
    public Ending ask(String question) {
        try {
            return told(request(question));
        } catch (AnthropicServiceException e) {
            return new Failed(e.getClass().getSimpleName(), e.statusCode(), String.valueOf(e.getMessage()));
        }
    }

    private Told told(MessageCreateParams.Builder request) {
        List<Call> calls = new ArrayList<>();
        int pieces = 0;
        while (true) {
            var accumulator = MessageAccumulator.create();
            try (var stream = client.messages().createStreaming(request.build())) {
                pieces += (int) stream.stream()
                        .peek(accumulator::accumulate)
                        .filter(AnthropicJava::hasText)
                        .count();
            }
            Message answer = accumulator.message();
            List<ToolUseBlock> called = answer.content().stream()
                    .flatMap(block -> block.toolUse().stream())
                    .toList();
            if (called.isEmpty()) {
                return new Told(calls, pieces, text(answer), usage(answer));
            }
            request.addMessage(answer);
            List<ContentBlockParam> results = new ArrayList<>();
            for (ToolUseBlock call : called) {
                String arguments = json(call._input());
                calls.add(Call.of(call.name(), arguments));
                results.add(ContentBlockParam.ofToolResult(ToolResultBlockParam.builder()
                        .toolUseId(call.id())
                        .content(Weather.report(arguments))
                        .build()));
            }
            request.addUserMessageOfContentBlockParams(results);
        }
    }

    @Override
    public void askAndLeave(String question) {
        try (var stream = client.messages().createStreaming(request(question).build())) {
            assertThat(stream.stream().filter(AnthropicJava::hasText).findFirst())
                    .isPresent();
        }
    }

    @Override
    public void close() {
        client.close();
    }

    /** A request with the tool. */
    static MessageCreateParams.Builder request(String question) {
        return MessageCreateParams.builder()
                .model(Stage.MODEL)
                .maxTokens(6_000)
                .addTool(tool())
                .addUserMessage(question);
    }

    static Tool tool() {
        var properties = Tool.InputSchema.Properties.builder();
        Weather.properties().forEach((name, value) -> properties.putAdditionalProperty(name, JsonValue.from(value)));
        return Tool.builder()
                .name(Weather.TOOL)
                .description(Weather.DESCRIPTION)
                .inputSchema(Tool.InputSchema.builder()
                        .properties(properties.build())
                        .addRequired("city")
                        .build())
                .build();
    }

    private static boolean hasText(RawMessageStreamEvent event) {
        return event.contentBlockDelta().flatMap(block -> block.delta().text()).isPresent();
    }

    private static String text(Message answer) {
        return answer.content().stream()
                .map(ContentBlock::text)
                .flatMap(block -> block.stream())
                .map(TextBlock::text)
                .collect(Collectors.joining());
    }

    /** Here cached tokens stand beside the input, not in it. */
    private static Usage usage(Message answer) {
        var usage = answer.usage();
        long cached = usage.cacheReadInputTokens().orElse(0L);
        long created = usage.cacheCreationInputTokens().orElse(0L);
        return new Usage(usage.inputTokens() + cached + created, cached, usage.outputTokens());
    }

    private static String json(JsonValue value) {
        return ObjectMappers.jsonMapper().valueToTree(value).toString();
    }
}
