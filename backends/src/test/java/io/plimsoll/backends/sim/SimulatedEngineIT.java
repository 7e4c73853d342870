package io.plimsoll.backends.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.budget.tokens.PromptCall;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SimulatedEngineIT {

    private static final int WINDOW = 4096;

    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (var engine : open) {
            engine.close();
        }
    }

    private EngineClient start(SimulatedEngineOptions options) {
        var client = new EngineClient(options);
        open.add(client);
        return client;
    }

    private static SimulatedEngineOptions options(ReplySource replies) {
        return SimulatedEngineOptions.of(
                        new SimulatedModel(List.of("qwen", "coder"), WINDOW, new FourCharacterCounter(), replies))
                .withPace(SimulationPace.fastForward());
    }

    private EngineClient fast() {
        return start(options(ReplySource.madeUp()));
    }

    private static String chat(String user, String more) {
        return """
                {"model":"qwen","messages":[{"role":"system","content":"You are terse."},
                 {"role":"user","content":"%s"}]%s}""".formatted(user, more);
    }

    @Test
    void answersWithAsManyTokensAsAskedFor() {
        var answer = fast().post("/v1/chat/completions", chat("x".repeat(400), ",\"max_tokens\":20"));

        assertThat(answer.status()).isEqualTo(200);
        var usage = answer.json().path("usage");
        // head 5+4, message 5+100, generation prompt 3
        assertThat(usage.path("prompt_tokens").intValue()).isEqualTo(117);
        assertThat(usage.path("completion_tokens").intValue()).isEqualTo(20);
        assertThat(usage.path("prompt_tokens_details").path("cached_tokens").intValue())
                .isZero();
        var choice = answer.json().path("choices").path(0);
        assertThat(choice.path("finish_reason").stringValue()).isEqualTo("length");
        assertThat(choice.path("message").path("content").stringValue().strip().split(" "))
                .hasSize(20);
    }

    @Test
    void stopsByItselfWhenNoLimitIsGiven() {
        var answer = fast().post("/v1/chat/completions", chat("hello", ""));

        assertThat(answer.json().path("usage").path("completion_tokens").intValue())
                .isEqualTo(128);
        assertThat(answer.json().path("choices").path(0).path("finish_reason").stringValue())
                .isEqualTo("stop");
    }

    @Test
    void streamsOneChunkPerTokenAndTheSameTextAsTheWholeAnswer() {
        var client = fast();
        var whole = client.post("/v1/chat/completions", chat("hello", ",\"max_tokens\":30"));
        var stream = client.post(
                "/v1/chat/completions",
                chat("hello", ",\"max_tokens\":30,\"stream\":true,\"stream_options\":{\"include_usage\":true}"));

        var events = stream.events();
        // the role, 30 tokens, the reason, the usage, the end mark
        assertThat(events).hasSize(34).last().isEqualTo("[DONE]");
        var text = new StringBuilder();
        for (var event : events.subList(1, 31)) {
            var delta =
                    EngineClient.JSON.readTree(event).path("choices").path(0).path("delta");
            assertThat(delta.path("content").stringValue()).hasSize(5);
            text.append(delta.path("content").stringValue());
        }
        assertThat(text)
                .hasToString(whole.json()
                        .path("choices")
                        .path(0)
                        .path("message")
                        .path("content")
                        .stringValue());
        var usage = EngineClient.JSON.readTree(events.get(32)).path("usage");
        assertThat(usage.path("completion_tokens").intValue()).isEqualTo(30);
    }

    @Test
    void sendsUsageWithEveryChunkWhenAsked() {
        var stream = fast().post(
                        "/v1/chat/completions",
                        chat(
                                "hello",
                                ",\"max_tokens\":3,\"stream\":true,\"stream_options\":{\"continuous_usage_stats\":true}"));

        var counts = stream.events().stream()
                .filter(event -> event.startsWith("{"))
                .map(event -> EngineClient.JSON
                        .readTree(event)
                        .path("usage")
                        .path("completion_tokens")
                        .intValue())
                .toList();
        assertThat(counts).containsExactly(0, 1, 2, 3, 3);
    }

    @Test
    void findsTheExtendedPromptInItsCache() {
        var client = fast();
        var question = "x".repeat(2000);
        var first = client.post("/v1/chat/completions", chat(question, ",\"max_tokens\":40"));
        var reply = first.json()
                .path("choices")
                .path(0)
                .path("message")
                .path("content")
                .stringValue();
        int sent = first.json().path("usage").path("total_tokens").intValue();
        var second = client.post("/v1/chat/completions", """
                {"model":"qwen","max_tokens":5,"messages":[{"role":"system","content":"You are terse."},
                 {"role":"user","content":"%s"},{"role":"assistant","content":"%s"},
                 {"role":"user","content":"and more"}]}""".formatted(question, reply));

        // All whole blocks but what the last generated token, whose KV was never computed, leaves open.
        assertThat(cached(second)).isEqualTo((sent - 1) / 16 * 16);
    }

    @Test
    void firstWordChangedLeavesNothingCached() {
        var client = fast();
        client.post("/v1/chat/completions", chat("x".repeat(2000), ",\"max_tokens\":5"));
        var changed = client.post(
                "/v1/chat/completions",
                chat("x".repeat(2000), ",\"max_tokens\":5").replace("You are terse", "At 10:31 you are terse"));

        assertThat(cached(changed)).isZero();
    }

    @Test
    void changeInsideOneMessageKeepsTheBlocksBeforeIt() {
        var client = fast();
        client.post("/v1/chat/completions", chat("x".repeat(2000) + "old end", ",\"max_tokens\":5"));
        var changed = client.post(
                "/v1/chat/completions", chat("x".repeat(2000) + "another, longer end", ",\"max_tokens\":5"));

        assertThat(cached(changed)).isBetween(480, 512);
    }

    @Test
    void saltKeepsPrefixesApart() {
        var client = fast();
        client.post("/v1/chat/completions", chat("x".repeat(2000), ",\"max_tokens\":5,\"cache_salt\":\"a\""));
        var other =
                client.post("/v1/chat/completions", chat("x".repeat(2000), ",\"max_tokens\":5,\"cache_salt\":\"b\""));

        assertThat(cached(other)).isZero();
    }

    private static int cached(EngineClient.Answer answer) {
        return answer.json()
                .path("usage")
                .path("prompt_tokens_details")
                .path("cached_tokens")
                .intValue();
    }

    @Test
    void clientThatLeavesEndsItsRequest() throws IOException {
        var client = start(options(ReplySource.madeUp()).withPace(SimulationPace.realTime()));
        var stream = client.open("/v1/chat/completions", chat("hello", ",\"max_tokens\":4000,\"stream\":true"));
        assertThat(stream.read()).isPositive();
        stream.close();

        while (client.statistics().requests().cancelled() == 0) {
            Thread.onSpinWait();
        }
        assertThat(client.get("/metrics").body())
                .contains("vllm:num_requests_running{engine=\"0\",model_name=\"qwen\"} 0.0");
        assertThat(client.statistics().tokens().generated()).isLessThan(4000);
    }

    @Test
    void clientThatLeavesWhileItWaitsForAWholeAnswerEndsItsRequest() {
        var client = start(options(ReplySource.madeUp()).withPace(SimulationPace.times(0.01)));
        var answer = client.postLater("/v1/chat/completions", chat("hello", ",\"max_tokens\":4000"));
        while (client.statistics().requests().submitted() == 0) {
            Thread.onSpinWait();
        }
        answer.cancel(true);
        client.dropConnections();

        while (client.statistics().requests().cancelled() == 0) {
            Thread.onSpinWait();
        }
        assertThat(client.statistics().requests().finished()).isZero();
    }

    @Test
    void everyTokenReachesASlowClient() throws Exception {
        // Some 10 MB of events: more than the sockets' buffers take while nobody reads.
        int tokens = 50_000;
        var client = start(SimulatedEngineOptions.of(new SimulatedModel(
                        List.of("qwen"), 2 * tokens, new FourCharacterCounter(), ReplySource.madeUp()))
                .withPace(SimulationPace.fastForward()));
        var stream =
                client.open("/v1/chat/completions", chat("hello", ",\"max_tokens\":" + tokens + ",\"stream\":true"));
        while (client.statistics().requests().finished() == 0) {
            Thread.onSpinWait();
        }
        var body = new String(stream.readAllBytes(), StandardCharsets.UTF_8);

        assertThat(new EngineClient.Answer(200, body).events()).hasSize(tokens + 3);
    }

    @Test
    void refusesInTheWordsOfVllm() {
        var client = fast();

        assertThat(client.post("/v1/chat/completions", chat("x".repeat(20_000), "")))
                .isEqualTo(
                        new EngineClient.Answer(
                                400,
                                "{\"error\":{\"message\":\"This model's maximum context length is 4096 tokens. However, your prompt contains at least 4097 input tokens, which exceeds this limit even without any output tokens. Please reduce the length of the input prompt. (parameter=input_tokens, value=4097)\",\"type\":\"BadRequestError\",\"param\":\"input_tokens\",\"code\":400}}"));
        assertThat(client.post("/v1/chat/completions", chat("hi", ",\"max_tokens\":999999")))
                .isEqualTo(
                        new EngineClient.Answer(
                                400,
                                "{\"error\":{\"message\":\"max_tokens=999999 cannot be greater than max_model_len=4096. Please request fewer output tokens. (parameter=max_tokens, value=999999)\",\"type\":\"BadRequestError\",\"param\":\"max_tokens\",\"code\":400}}"));
        assertThat(client.post("/v1/chat/completions", chat("hi", "").replace("qwen", "nope")))
                .isEqualTo(
                        new EngineClient.Answer(
                                404,
                                "{\"error\":{\"message\":\"The model `nope` does not exist. Valid aliases: qwen, coder.\",\"type\":\"NotFoundError\",\"param\":\"model\",\"code\":404}}"));
        assertThat(client.post("/v1/chat/completions", "{\"model\":\"qwen\"}"))
                .isEqualTo(
                        new EngineClient.Answer(
                                400,
                                "{\"error\":{\"message\":\"1 validation error:\\n  {'type': 'missing', 'loc': 'body.messages', 'msg': 'Field required', 'input': '<dict of 1 items>'}\",\"type\":\"Bad Request\",\"param\":\"body.messages\",\"code\":400}}"));
        var badJson = client.post("/v1/chat/completions", "{\"model\":").json().path("error");
        assertThat(badJson.path("type").stringValue()).isEqualTo("Bad Request");
        assertThat(badJson.path("message").stringValue())
                .startsWith("1 validation error:\n  {'type': 'json_invalid', 'loc': 'body.");
        assertThat(client.get("/server_info")).isEqualTo(new EngineClient.Answer(404, "{\"detail\":\"Not Found\"}"));
    }

    @Test
    void messagesRefuseInTheirOwnEnvelope() {
        var answer = fast().post(
                        "/v1/messages",
                        "{\"model\":\"nope\",\"max_tokens\":5,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}");

        assertThat(answer)
                .isEqualTo(
                        new EngineClient.Answer(
                                404,
                                "{\"type\":\"error\",\"error\":{\"type\":\"NotFoundError\",\"message\":\"The model `nope` does not exist. Valid aliases: qwen, coder.\"}}"));
    }

    @Test
    void cutsTheAnswerAtTheWindowInsteadOfRefusing() {
        var answer = fast().post("/v1/chat/completions", chat("x".repeat(14_000), ",\"max_tokens\":2000"));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("usage").path("total_tokens").intValue()).isEqualTo(WINDOW);
        assertThat(answer.json().path("choices").path(0).path("finish_reason").stringValue())
                .isEqualTo("length");
    }

    @Test
    void refusesWhatExceedsTheQueueLimit() {
        var client = start(options(ReplySource.madeUp())
                .withPace(SimulationPace.times(0.001))
                .withQueueLimit(3));
        var answers = IntStream.range(0, 5)
                .mapToObj(i -> client.postLater("/v1/chat/completions", chat("hello", ",\"max_tokens\":1")))
                .toList();
        var refused = CompletableFuture.anyOf(answers.toArray(CompletableFuture[]::new))
                .join();

        assertThat(refused)
                .isEqualTo(
                        new EngineClient.Answer(
                                503,
                                "{\"error\":{\"message\":\"The engine is currently busy and cannot accept new requests. Please try again later or on a different instance.\",\"type\":\"Service Unavailable\",\"param\":null,\"code\":503}}"));
    }

    @Test
    void tellsItsPoolAndLoadInMetrics() {
        var client = fast();
        client.post("/v1/chat/completions", chat("x".repeat(2000), ",\"max_tokens\":5"));
        client.post("/v1/chat/completions", chat("x".repeat(2000), ",\"max_tokens\":5"));

        var labels = "{engine=\"0\",model_name=\"qwen\"";
        assertThat(client.get("/metrics").body())
                .contains("vllm:num_requests_running" + labels + "} 0.0\n")
                .contains("vllm:num_requests_waiting" + labels + "} 0.0\n")
                .contains("vllm:kv_cache_usage_perc" + labels + "} 0.0\n")
                .contains("block_size=\"16\"", "num_gpu_blocks=\"139815\"", "kv_cache_size_tokens=\"2237040\"")
                .contains("vllm:prefix_cache_queries_total" + labels + "} 1034.0\n")
                .contains("vllm:prefix_cache_hits_total" + labels + "} 512.0\n")
                .contains("vllm:num_preemptions_total" + labels + "} 0.0\n")
                .contains("vllm:prompt_tokens_total" + labels + "} 1034.0\n")
                .contains("vllm:generation_tokens_total" + labels + "} 10.0\n")
                .contains("vllm:request_success_total" + labels + ",finished_reason=\"length\"} 2.0\n")
                .contains("vllm:time_to_first_token_seconds_count" + labels + "} 2.0\n")
                .contains("vllm:time_to_first_token_seconds_bucket" + labels + ",le=\"0.06\"} 2.0\n");
    }

    @Test
    void listsItsModelsWithTheWindow() {
        var client = fast();

        var models = client.get("/v1/models").json().path("data");
        assertThat(models.path(0).path("id").stringValue()).isEqualTo("qwen");
        assertThat(models.path(1).path("max_model_len").intValue()).isEqualTo(WINDOW);
        assertThat(models.path(0).path("owned_by").stringValue()).isEqualTo("vllm");
        assertThat(client.get("/health")).isEqualTo(new EngineClient.Answer(200, ""));
        assertThat(client.get("/version").body()).isEqualTo("{\"version\":\"0.32.0\"}");
    }

    @Test
    void tokenizesWhatItWouldCount() {
        var client = fast();

        var text = client.post("/tokenize", "{\"prompt\":\"%s\"}".formatted("y".repeat(40_000)))
                .json();
        assertThat(text.path("count").intValue()).isEqualTo(10_000);
        assertThat(text.path("tokens").size()).isEqualTo(10_000);
        assertThat(text.path("max_model_len").intValue()).isEqualTo(WINDOW);
        assertThat(client.post("/tokenize", chat("x".repeat(400), ""))
                        .json()
                        .path("count")
                        .intValue())
                .isEqualTo(117);
        assertThat(client.post(
                                "/v1/messages/count_tokens",
                                "{\"system\":\"You are terse.\",\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}"
                                        .formatted("x".repeat(400)))
                        .json()
                        .path("input_tokens")
                        .intValue())
                .isEqualTo(117);
    }

    @Test
    void embedsEqualTextsEqually() {
        var data = fast().post("/v1/embeddings", "{\"model\":\"qwen\",\"input\":[\"one\",\"two\",\"one\"]}")
                .json()
                .path("data");

        assertThat(data.path(0).path("embedding")).isEqualTo(data.path(2).path("embedding"));
        assertThat(data.path(0).path("embedding")).isNotEqualTo(data.path(1).path("embedding"));
    }

    @Test
    void repeatsARecordedToolCallInEveryDialect() {
        var call = new PromptCall("call_1", "get_weather", "{\"city\":\"Paris\"}");
        var client = start(options(request -> new Reply("Let me look.", List.of(call), OptionalInt.empty())));

        var whole = client.post("/v1/chat/completions", chat("weather?", "")).json();
        // message 5 + 3 + 3 + 4, less the generation prompt
        assertThat(whole.path("usage").path("completion_tokens").intValue()).isEqualTo(12);
        assertThat(whole.path("choices").path(0).path("finish_reason").stringValue())
                .isEqualTo("tool_calls");
        assertThat(whole.at("/choices/0/message/tool_calls/0/function/arguments")
                        .stringValue())
                .isEqualTo(call.arguments());

        var arguments = new StringBuilder();
        for (var event : client.post("/v1/chat/completions", chat("weather?", ",\"stream\":true"))
                .events()) {
            if (event.startsWith("{")) {
                arguments.append(EngineClient.JSON
                        .readTree(event)
                        .at("/choices/0/delta/tool_calls/0/function/arguments")
                        .asString(""));
            }
        }
        assertThat(arguments).hasToString(call.arguments());

        var message = client.post(
                        "/v1/messages",
                        "{\"max_tokens\":50,\"messages\":[{\"role\":\"user\",\"content\":\"weather?\"}]}")
                .json();
        assertThat(message.path("stop_reason").stringValue()).isEqualTo("tool_use");
        assertThat(message.at("/content/1/input/city").stringValue()).isEqualTo("Paris");

        var response = client.post("/v1/responses", "{\"input\":\"weather?\"}").json();
        assertThat(response.at("/output/1/arguments").stringValue()).isEqualTo(call.arguments());
    }

    @Test
    void streamsMessagesInBlocks() {
        var call = new PromptCall("toolu_1", "ls", "{}");
        var client = start(options(request -> new Reply("Let me look.", List.of(call), OptionalInt.empty())));

        var types = client
                .post(
                        "/v1/messages",
                        "{\"max_tokens\":50,\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}")
                .events()
                .stream()
                .map(event -> EngineClient.JSON.readTree(event).path("type").stringValue())
                .distinct()
                .toList();
        assertThat(types)
                .containsExactly(
                        "message_start",
                        "content_block_start",
                        "content_block_delta",
                        "content_block_stop",
                        "message_delta",
                        "message_stop");
    }

    @Test
    void responsesRepeatWhatWasAsked() {
        var asked = fast().post(
                        "/v1/responses",
                        "{\"input\":\"hi\",\"max_output_tokens\":4,\"temperature\":0.5,\"tool_choice\":\"required\","
                                + "\"tools\":[{\"type\":\"function\",\"name\":\"ls\"}]}")
                .json();
        var plain = fast().post("/v1/responses", "{\"input\":\"hi\",\"max_output_tokens\":4}")
                .json();

        assertThat(asked.path("temperature").doubleValue()).isEqualTo(0.5);
        assertThat(asked.path("tool_choice").stringValue()).isEqualTo("required");
        assertThat(asked.at("/tools/0/name").stringValue()).isEqualTo("ls");
        assertThat(plain.path("temperature").doubleValue()).isEqualTo(1);
        assertThat(plain.path("tool_choice").stringValue()).isEqualTo("none");
        assertThat(plain.path("tools").isEmpty()).isTrue();
    }

    @Test
    void streamsResponsesAsItemsThatOpenAndClose() {
        var events = fast().post("/v1/responses", "{\"input\":\"hi\",\"max_output_tokens\":4,\"stream\":true}")
                .events();

        var types = events.stream()
                .map(event -> EngineClient.JSON.readTree(event).path("type").stringValue())
                .toList();
        assertThat(types)
                .containsExactly(
                        "response.created",
                        "response.in_progress",
                        "response.output_item.added",
                        "response.content_part.added",
                        "response.output_text.delta",
                        "response.output_text.delta",
                        "response.output_text.delta",
                        "response.output_text.delta",
                        "response.output_text.done",
                        "response.content_part.done",
                        "response.output_item.done",
                        "response.incomplete");
    }

    @Test
    void oneConversationCountsTheSameInEveryDialect() {
        var client = fast();
        var tool = "\"description\":\"lists files\"";
        int chat = client.post("/tokenize", """
                {"tools":[{"type":"function","function":{"name":"ls",%s,"parameters":{"type":"object"}}}],
                 "messages":[{"role":"user","content":"list"},
                  {"role":"assistant","content":"ok","tool_calls":[{"id":"c","type":"function","function":{"name":"ls","arguments":"{\\"p\\":1}"}}]},
                  {"role":"tool","tool_call_id":"c","content":"a.txt"}]}""".formatted(tool))
                .json()
                .path("count")
                .intValue();
        int messages = client.post("/v1/messages/count_tokens", """
                {"tools":[{"name":"ls",%s,"input_schema":{"type":"object"}}],
                 "messages":[{"role":"user","content":"list"},
                  {"role":"assistant","content":[{"type":"text","text":"ok"},{"type":"tool_use","id":"c","name":"ls","input":{"p":1}}]},
                  {"role":"user","content":[{"type":"tool_result","tool_use_id":"c","content":"a.txt"}]}]}""".formatted(tool))
                .json()
                .path("input_tokens")
                .intValue();
        int responses = client.post("/v1/responses", """
                {"tools":[{"type":"function","name":"ls",%s,"parameters":{"type":"object"}}],"max_output_tokens":1,
                 "input":[{"role":"user","content":[{"type":"input_text","text":"list"}]},
                  {"type":"message","role":"assistant","content":[{"type":"output_text","text":"ok"}]},
                  {"type":"function_call","call_id":"c","name":"ls","arguments":"{\\"p\\":1}"},
                  {"type":"function_call_output","call_id":"c","output":"a.txt"}]}""".formatted(tool))
                .json()
                .path("usage")
                .path("input_tokens")
                .intValue();

        assertThat(messages).isEqualTo(chat);
        assertThat(responses).isEqualTo(chat);
    }

    @Test
    void completesBareText() {
        var client = fast();
        var body = "{\"model\":\"coder\",\"prompt\":\"%s\",\"max_tokens\":4%s}";

        var whole = client.post("/v1/completions", body.formatted("z".repeat(200), ""));
        assertThat(whole.json().path("usage").path("prompt_tokens").intValue()).isEqualTo(50);
        assertThat(whole.json().at("/choices/0/text").stringValue()).hasSize(20);
        var stream = client.post("/v1/completions", body.formatted("z".repeat(200), ",\"stream\":true"));
        assertThat(stream.events()).hasSize(5).last().isEqualTo("[DONE]");
    }

    @Test
    void keepsStatisticsInSimulatedTime() {
        var client = fast();
        client.post("/v1/chat/completions", chat("x".repeat(12_000), ",\"max_tokens\":100"));

        var statistics = client.statistics();
        assertThat(statistics.requests().finished()).isEqualTo(1);
        assertThat(statistics.tokens().prompt()).isEqualTo(3017);
        assertThat(statistics.tokens().prefilled()).isEqualTo(3017);
        assertThat(statistics.tokens().kvTurns()).isEqualTo(3116);
        assertThat(statistics.firstToken().p50()).isBetween(0.06, 0.09);
    }
}
