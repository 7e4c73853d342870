package io.plimsoll.gateway.surface;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContextLengthTextTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            This model's maximum context length is 4096 tokens. However, you requested 5000 tokens (4000 in the messages, 1000 in the completion). Please reduce it. | 5000 | 4096
            This model's maximum context length is 4096 tokens. However, you requested 100 output tokens and your prompt contains 4000 input tokens, for a total of 4100 tokens. | 4100 | 4096
            This model's maximum context length is 4096 tokens. However, you requested 100 output tokens and your prompt contains at least 4097 input tokens, for a total of at least 4197 tokens. | | 4096
            This model's maximum context length is 4096 tokens. However, your prompt contains at least 4097 input tokens, which exceeds this limit even without any output tokens. | | 4096
            This model's maximum context length is 4096 tokens. However, your prompt contains 5000 input tokens. | 5000 | 4096
            The input (9000 tokens) is longer than the model's context length (8192 tokens). | 9000 | 8192
            Requested token count exceeds the model's maximum context length of 8192 tokens. You requested a total of 9000 tokens: 8000 tokens from the input messages and 1000 tokens for the completion. | 9000 | 8192
            request (12031 tokens) exceeds the available context size (4096 tokens), try increasing it | 12031 | 4096
            the request exceeds the available context size. try increasing it | |
            prompt is too long: 41200 tokens > 32768 maximum | 41200 | 32768
            `inputs` must have less than 1024 tokens. Given: 2000 | 2000 | 1024
            `inputs` tokens + `max_new_tokens` must be <= 2048. Given: 2000 `inputs` tokens and 100 `max_new_tokens` | | 2048
            the input length exceeds the context length | |
            too much invalid_request_error context_length_exceeded | |
            too much exceed_context_size_error 400 | |
            """)
    void findsTheNumbersThatAreTrue(String text, Integer asked, Integer limit) {
        assertThat(ContextLengthText.find(text)).contains(new ContextLengthText(optional(asked), optional(limit)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Context size has been exceeded.",
                "max_tokens=999999 cannot be greater than max_model_len=4096. Please request fewer output tokens."
                        + " (parameter=max_tokens, value=999999)",
                "The engine is currently busy and cannot accept new requests.",
                "The model `nope` does not exist.",
                ""
            })
    void findsNothingInOtherErrors(String text) {
        assertThat(ContextLengthText.find(text)).isEmpty();
    }

    @Test
    void saysItWithTheNumbersThatAreKnown() {
        var both = new ContextLengthText(OptionalInt.of(5000), OptionalInt.of(4096));
        var limit = new ContextLengthText(OptionalInt.empty(), OptionalInt.of(4096));
        var none = new ContextLengthText(OptionalInt.empty(), OptionalInt.empty());

        assertThat(both.in(ErrorDialect.ANTHROPIC)).isEqualTo("prompt is too long: 5000 tokens > 4096 maximum");
        assertThat(limit.in(ErrorDialect.ANTHROPIC))
                .isEqualTo("prompt is too long: more than the maximum of 4096 tokens");
        assertThat(none.in(ErrorDialect.ANTHROPIC)).isEqualTo("prompt is too long");
        assertThat(both.in(ErrorDialect.OPENAI))
                .isEqualTo("This model's maximum context length is 4096 tokens. However, you requested 5000 tokens."
                        + " Please reduce the length of the messages.");
        assertThat(limit.in(ErrorDialect.OPENAI))
                .startsWith("This model's maximum context length is 4096 tokens. However, you requested more.");
        assertThat(none.in(ErrorDialect.OPENAI))
                .isEqualTo("The request exceeds this model's maximum context length. Please reduce the length of the"
                        + " messages.");
    }

    @Test
    void whatItSaysIsFoundAgain() {
        var text = new ContextLengthText(OptionalInt.of(5000), OptionalInt.of(4096));

        for (ErrorDialect dialect : ErrorDialect.values()) {
            assertThat(ContextLengthText.find(text.in(dialect))).contains(text);
        }
    }

    private static OptionalInt optional(Integer number) {
        return number == null ? OptionalInt.empty() : OptionalInt.of(number);
    }
}
