package io.plimsoll.gateway.surface;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OneTokenRequestTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"model":"m","messages":[]}                                       | {"model":"m","messages":[],"max_tokens":1}
            {"stream" : true, "max_tokens" : 4096 ,"x": 1.50}                 | {"stream" : false, "max_tokens" : 1 ,"x": 1.50}
            {"max_completion_tokens":null,"n":3,"stream":true}                | {"max_completion_tokens":1,"n":1,"stream":false}
            {"stream_options":{"include_usage":true},"max_tokens":9}          | {"stream_options":null,"max_tokens":1}
            {"store":true,"background":true,"max_output_tokens":9,"min_tokens":5} | {"store":false,"background":false,"max_output_tokens":1,"min_tokens":0}
            {"max_tokens":9,"max_tokens":8}                                   | {"max_tokens":1,"max_tokens":1}
            """)
    void asksForOneTokenAndLeavesAllElse(String body, String expected) {
        assertThat(oneToken(body, "max_tokens")).isEqualTo(expected);
    }

    @Test
    void namesTheLimitAsTheDialectDoes() {
        assertThat(oneToken("{\"input\":\"hi\"}  \n", "max_output_tokens"))
                .isEqualTo("{\"input\":\"hi\",\"max_output_tokens\":1}  \n");
    }

    @Test
    void fieldsInsideTheHistoryAreNotTheRequests() {
        String body = "{\"messages\":[{\"role\":\"user\",\"content\":\"x\",\"stream\":true,\"n\":2}],\"max_tokens\":5}";

        assertThat(oneToken(body, "max_tokens")).isEqualTo(body.replace("\"max_tokens\":5", "\"max_tokens\":1"));
    }

    private static String oneToken(String body, String limitField) {
        return new String(
                OneTokenRequest.of(body.getBytes(StandardCharsets.UTF_8), limitField), StandardCharsets.UTF_8);
    }
}
