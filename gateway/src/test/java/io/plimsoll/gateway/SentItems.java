package io.plimsoll.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.gateway.http.FakeBackend;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The items of a Responses request as the backend got it, read without any of the gateway's own readers. */
record SentItems(List<JsonNode> items) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    static SentItems of(FakeBackend.Exchange exchange) {
        return of(new String(exchange.receivedBody().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
    }

    static SentItems of(String body) {
        return new SentItems(JSON.readTree(body).path("input").valueStream().toList());
    }

    /** Each item as JSON. */
    List<String> elements() {
        return items.stream().map(JsonNode::toString).toList();
    }

    /** All text of the items. */
    String text() {
        return String.join("\n", elements());
    }

    /** Every call has its output before the user speaks again, no output lacks its call, and thoughts are followed by deeds. */
    void assertLegal() {
        Set<String> open = new HashSet<>();
        String before = "";
        for (JsonNode item : items) {
            String type = item.path("type").asString("message");
            String role = item.path("role").asString("");
            if (before.equals("reasoning")) {
                assertThat(type.equals("function_call") || role.equals("assistant"))
                        .as("%s behind reasoning in %s", item, text())
                        .isTrue();
            }
            switch (type) {
                case "function_call" -> open.add(item.path("call_id").asString());
                case "function_call_output" ->
                    assertThat(open.remove(item.path("call_id").asString()))
                            .as("call of %s in %s", item, text())
                            .isTrue();
                default -> {
                    if (role.equals("user")) {
                        assertThat(open)
                                .as("calls without outputs before %s", item)
                                .isEmpty();
                        assertThat(before).as("what stands before %s", item).isNotEqualTo("user");
                    }
                }
            }
            before = role.isEmpty() ? type : role;
        }
        assertThat(open).as("calls without outputs at the end").isEmpty();
        assertThat(before).isNotEqualTo("reasoning");
    }
}
