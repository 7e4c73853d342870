package io.plimsoll.clients;

import com.openai.errors.OpenAIServiceException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.model.MessageAggregator;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.model.tool.ToolCallingManager;
import org.springframework.ai.openai.OpenAiChatModel;
import org.springframework.ai.openai.OpenAiChatOptions;
import org.springframework.ai.tool.ToolCallback;
import org.springframework.ai.tool.definition.ToolDefinition;
import tools.jackson.databind.json.JsonMapper;

/** Spring AI's model for OpenAI, which stands on openai-java and streams chat completions. */
final class SpringAi implements Sdk {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final ToolCallingManager tools = ToolCallingManager.builder().build();
    private final OpenAiChatOptions options;
    private final OpenAiChatModel model;

    SpringAi(URI gateway) {
        this.options = OpenAiChatOptions.builder()
                .baseUrl(gateway + "/v1")
                .apiKey("none")
                .model(Stage.MODEL)
                .streamUsage(true)
                .toolCallbacks(new WeatherTool())
                .build();
        this.model = OpenAiChatModel.builder().options(options).build();
    }

    @Override
    public Ending ask(String question) {
        try {
            return told(question);
        } catch (CompletionException e) {
            if (e.getCause() instanceof OpenAIServiceException refused) {
                return new Failed(
                        refused.getClass().getSimpleName(), refused.statusCode(), String.valueOf(refused.getMessage()));
            }
            throw e;
        }
    }

    private Told told(String question) {
        List<Call> calls = new ArrayList<>();
        var pieces = new AtomicInteger();
        var usage = new AtomicReference<Usage>();
        var prompt = new Prompt(question, options);
        while (true) {
            ChatResponse answer = stream(prompt, pieces, usage);
            AssistantMessage message =
                    Objects.requireNonNull(answer.getResult()).getOutput();
            if (!message.hasToolCalls()) {
                return new Told(
                        calls,
                        pieces.get(),
                        Objects.requireNonNull(message.getText()),
                        Objects.requireNonNull(usage.get()));
            }
            message.getToolCalls().forEach(call -> calls.add(Call.of(call.name(), call.arguments())));
            prompt = new Prompt(tools.executeToolCalls(prompt, answer).conversationHistory(), options);
        }
    }

    private ChatResponse stream(Prompt prompt, AtomicInteger pieces, AtomicReference<Usage> usage) {
        var whole = new AtomicReference<ChatResponse>();
        new MessageAggregator()
                .aggregate(
                        model.stream(prompt).doOnNext(piece -> {
                            if (hasText(piece)) {
                                pieces.incrementAndGet();
                            }
                            // The aggregated answer has no cached tokens any more.
                            usage.set(usage(piece.getMetadata().getUsage()));
                        }),
                        whole::set)
                .blockLast(PATIENCE);
        return Objects.requireNonNull(whole.get());
    }

    @Override
    public void askAndLeave(String question) {
        model.stream(new Prompt(question, options))
                .filter(SpringAi::hasText)
                .take(1)
                .blockLast(PATIENCE);
    }

    private static boolean hasText(ChatResponse piece) {
        var result = piece.getResult();
        return result != null
                && result.getOutput().getText() != null
                && !result.getOutput().getText().isEmpty();
    }

    private static Usage usage(org.springframework.ai.chat.metadata.Usage usage) {
        Long cached = usage.getCacheReadInputTokens();
        return new Usage(usage.getPromptTokens(), cached == null ? 0 : cached, usage.getCompletionTokens());
    }

    private static final class WeatherTool implements ToolCallback {

        @Override
        public ToolDefinition getToolDefinition() {
            return ToolDefinition.builder()
                    .name(Weather.TOOL)
                    .description(Weather.DESCRIPTION)
                    .inputSchema(JsonMapper.shared().writeValueAsString(Weather.schema()))
                    .build();
        }

        @Override
        public String call(String arguments) {
            return Weather.report(arguments);
        }
    }
}
