package io.plimsoll.clients;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.HttpException;
import dev.langchain4j.exception.LangChain4jException;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import dev.langchain4j.model.openai.OpenAiTokenUsage;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** LangChain4j's model for OpenAI, which streams chat completions. */
final class LangChain4j implements Sdk {

    private static final ToolSpecification TOOL = ToolSpecification.builder()
            .name(Weather.TOOL)
            .description(Weather.DESCRIPTION)
            .parameters(JsonObjectSchema.builder()
                    .addStringProperty("city")
                    .required("city")
                    .build())
            .build();

    private final OpenAiStreamingChatModel model;

    LangChain4j(URI gateway) {
        this.model = OpenAiStreamingChatModel.builder()
                .baseUrl(gateway + "/v1")
                .apiKey("none")
                .modelName(Stage.MODEL)
                .build();
    }

    @Override
    public Ending ask(String question) {
        try {
            return told(question);
        } catch (LangChain4jException e) {
            int status = e.getCause() instanceof HttpException http ? http.statusCode() : 0;
            return new Failed(e.getClass().getSimpleName(), status, String.valueOf(e.getMessage()));
        }
    }

    private Told told(String question) {
        List<ChatMessage> history = new ArrayList<>(List.of(UserMessage.from(question)));
        List<Call> calls = new ArrayList<>();
        var pieces = new AtomicInteger();
        while (true) {
            ChatResponse answer = stream(history, pieces);
            AiMessage message = answer.aiMessage();
            if (!message.hasToolExecutionRequests()) {
                var usage = (OpenAiTokenUsage) answer.tokenUsage();
                return new Told(calls, pieces.get(), message.text(), usage(usage));
            }
            history.add(message);
            for (ToolExecutionRequest call : message.toolExecutionRequests()) {
                calls.add(Call.of(call.name(), call.arguments()));
                history.add(ToolExecutionResultMessage.from(call, Weather.report(call.arguments())));
            }
        }
    }

    private ChatResponse stream(List<ChatMessage> history, AtomicInteger pieces) {
        var answer = new CompletableFuture<ChatResponse>();
        model.chat(request(history), new StreamingChatResponseHandler() {
            @Override
            public void onPartialResponse(String text) {
                pieces.incrementAndGet();
            }

            @Override
            public void onCompleteResponse(ChatResponse response) {
                answer.complete(response);
            }

            @Override
            public void onError(Throwable error) {
                answer.completeExceptionally(error);
            }
        });
        return await(answer);
    }

    @Override
    public void askAndLeave(String question) {
        var left = new CompletableFuture<Boolean>();
        model.chat(request(List.of(UserMessage.from(question))), new StreamingChatResponseHandler() {
            @Override
            public void onPartialResponse(PartialResponse piece, PartialResponseContext context) {
                context.streamingHandle().cancel();
                left.complete(true);
            }

            @Override
            public void onCompleteResponse(ChatResponse response) {
                left.completeExceptionally(new AssertionError("the answer ended: " + response));
            }

            @Override
            public void onError(Throwable error) {
                left.completeExceptionally(error);
            }
        });
        await(left);
    }

    private static ChatRequest request(List<ChatMessage> history) {
        return ChatRequest.builder().messages(history).toolSpecifications(TOOL).build();
    }

    private static <T> T await(CompletableFuture<T> answer) {
        try {
            return answer.orTimeout(20, TimeUnit.SECONDS).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof LangChain4jException failure) {
                throw failure;
            }
            throw e;
        }
    }

    private static Usage usage(OpenAiTokenUsage usage) {
        return new Usage(usage.inputTokenCount(), usage.inputTokensDetails().cachedTokens(), usage.outputTokenCount());
    }
}
