package io.plimsoll.gateway.responses;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.Ticker;
import io.plimsoll.gateway.http.ExchangePlan;
import io.plimsoll.gateway.surface.Json;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class ResponsePagesTest {

    private static final String FIRST = "/v1/responses/resp_1";
    private static final String SECOND = "/v1/responses/resp_2";

    private final ResponseStore store = new ResponseStore(Ticker.systemTicker());
    private final ResponsePages pages = new ResponsePages(store);

    @BeforeEach
    void answerTwice() throws Exception {
        answered("{'input':'hello'}", "resp_1", "{'type':'message','id':'msg_1','role':'assistant','content':'hi'}");
        answered(
                "{'previous_response_id':'resp_1','input':[{'role':'user','content':[{'type':'input_text','text':'go'}]},"
                        + "{'type':'function_call_output','call_id':'c','output':'x'}]}",
                "resp_2",
                "");
    }

    @Test
    void showsAResponseWithTheOneThatItContinues() {
        JsonNode shown = read(page(HttpMethod.GET, SECOND), 200);

        assertThat(shown.path("id").asString()).isEqualTo("resp_2");
        assertThat(shown.path("status").asString()).isEqualTo("completed");
        assertThat(shown.path("previous_response_id").asString()).isEqualTo("resp_1");
        assertThat(read(page(HttpMethod.GET, FIRST), 200)
                        .path("previous_response_id")
                        .isNull())
                .isTrue();
    }

    @Test
    void listsTheInputNewestFirstWithWhatItContinues() {
        JsonNode list = read(page(HttpMethod.GET, SECOND + "/input_items"), 200);

        assertThat(list.path("object").asString()).isEqualTo("list");
        assertThat(ids(list)).containsExactly("item_3", "item_2", "msg_1", "item_0");
        assertThat(list.path("first_id").asString()).isEqualTo("item_3");
        assertThat(list.path("last_id").asString()).isEqualTo("item_0");
        assertThat(list.path("has_more").asBoolean()).isFalse();
        assertThat(list.path("data").get(3))
                .isEqualTo(Json.MAPPER.readTree(json("{'id':'item_0','type':'message','role':'user',"
                        + "'content':[{'type':'input_text','text':'hello'}]}")));
        assertThat(list.path("data").get(2).path("content").get(0).path("type").asString())
                .isEqualTo("output_text");
    }

    @Test
    void pagesThroughTheInput() {
        JsonNode first = read(page(HttpMethod.GET, SECOND + "/input_items?order=asc&limit=3"), 200);
        JsonNode rest = read(page(HttpMethod.GET, SECOND + "/input_items?order=asc&limit=3&after=item_2"), 200);
        JsonNode none = read(page(HttpMethod.GET, SECOND + "/input_items?after=item_0"), 200);

        assertThat(ids(first)).containsExactly("item_0", "msg_1", "item_2");
        assertThat(first.path("has_more").asBoolean()).isTrue();
        assertThat(ids(rest)).containsExactly("item_3");
        assertThat(rest.path("has_more").asBoolean()).isFalse();
        assertThat(ids(none)).isEmpty();
        assertThat(none.path("first_id").isNull()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"order=up,order", "limit=0,limit", "limit=101,limit", "limit=x,limit", "after=nobody,after"})
    void aWrongParameterIsNamed(String query, String param) {
        JsonNode error = read(page(HttpMethod.GET, SECOND + "/input_items?" + query), 400)
                .path("error");

        assertThat(error.path("param").asString()).isEqualTo(param);
        assertThat(error.path("message").asString()).startsWith(param + ": '");
    }

    @Test
    void whatIsLeftOfABrokenChainIsListed() {
        page(HttpMethod.DELETE, FIRST);

        assertThat(ids(read(page(HttpMethod.GET, SECOND + "/input_items?order=asc"), 200)))
                .containsExactly("item_0", "item_1");
    }

    @Test
    void aDeletedResponseIsGone() {
        assertThat(read(page(HttpMethod.DELETE, FIRST), 200))
                .isEqualTo(Json.MAPPER.readTree(json("{'id':'resp_1','object':'response','deleted':true}")));
        assertThat(page(HttpMethod.GET, FIRST).status()).isEqualTo(404);
        assertThat(page(HttpMethod.DELETE, FIRST).status()).isEqualTo(404);
    }

    @Test
    void nothingIsCancelledAndNoStreamIsReplayed() {
        assertThat(message(page(HttpMethod.POST, FIRST + "/cancel"), 400)).contains("cannot be cancelled");
        assertThat(message(page(HttpMethod.POST, "/v1/responses/resp_9/cancel"), 404))
                .contains("'resp_9' not found");
        assertThat(message(page(HttpMethod.GET, FIRST + "?stream=true"), 400)).startsWith("stream: true");
        assertThat(page(HttpMethod.GET, FIRST + "?stream=false").status()).isEqualTo(200);
    }

    @Test
    void aTenantNeverSeesAnothersResponse() {
        assertThat(pages.page(HttpMethod.GET, FIRST, "other").status()).isEqualTo(404);
        assertThat(pages.page(HttpMethod.DELETE, FIRST, "other").status()).isEqualTo(404);
        assertThat(page(HttpMethod.GET, FIRST).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /v1/responses/r, true",
        "DELETE, /v1/responses/r, true",
        "GET, /v1/responses/r/input_items, true",
        "POST, /v1/responses/r/cancel, true",
        "POST, /v1/responses, false",
        "POST, /v1/responses/compact, false",
        "POST, /v1/responses/input_tokens, false",
        "GET, /v1/responses/, false",
        "GET, /v1/responses/r/cancel, false",
        "GET, /v1/responses/r/input_items/x, false",
        "GET, /v1/models, false",
    })
    void coversThePathsOfKeptResponsesAlone(String method, String path, boolean covered) {
        assertThat(ResponsePages.cover(HttpMethod.valueOf(method), path)).isEqualTo(covered);
    }

    private ExchangePlan.Answer page(HttpMethod method, String target) {
        return pages.page(method, target, "t");
    }

    private void answered(String request, String id, String output) throws Exception {
        var kept = Objects.requireNonNull(store.expand("t", json(request).getBytes(StandardCharsets.UTF_8))
                .kept());
        store.recorder("t", kept, null)
                .bytes(Buffer.buffer(
                        json("{'id':'" + id + "','object':'response','previous_response_id':null,'output':[" + output
                                + "],'status':'completed'}")));
    }

    private static JsonNode read(ExchangePlan.Answer answer, int status) {
        assertThat(answer.status()).isEqualTo(status);
        return Json.MAPPER.readTree(answer.body());
    }

    private static String message(ExchangePlan.Answer answer, int status) {
        return read(answer, status).path("error").path("message").asString();
    }

    private static List<String> ids(JsonNode list) {
        return list.path("data")
                .valueStream()
                .map(item -> item.path("id").asString())
                .toList();
    }

    private static String json(String singleQuoted) {
        return singleQuoted.replace('\'', '"');
    }
}
