package io.plimsoll.budget.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PromptCountersTest {

    private static final String PASTES_ARGUMENTS = "{%- for m in messages -%}<|im_start|>{{ m.role }}\n{{ m.content }}"
            + "{%- for c in m.tool_calls or [] -%}CALL {{ c.function.name + ' ' + c.function.arguments }}{%- endfor -%}"
            + "<|im_end|>\n{%- endfor -%}{%- if add_generation_prompt -%}<|im_start|>assistant\n{%- endif -%}";

    /** One token a character, so that counts can be told from texts. */
    private static final TextTokenizer CHARACTERS = new TextTokenizer() {
        @Override
        public String name() {
            return "characters";
        }

        @Override
        public int count(String text) {
            return text.length();
        }
    };

    private static final List<String> TOOLS =
            List.of("{\"type\":\"function\",\"function\":{\"name\":\"read\",\"parameters\":{\"x\":[1,2]}}}");

    private static final List<PromptMessage> CONVERSATION = List.of(
            PromptMessage.of(PromptRole.USER, "Read the file, please."),
            new PromptMessage(
                    PromptRole.ASSISTANT,
                    "I look.",
                    "",
                    List.of(new PromptCall("c1", "read", "{\"path\": \"a/b.txt\"}")),
                    "",
                    0),
            new PromptMessage(PromptRole.TOOL, "line 1\nline 2", "", List.of(), "c1", 0),
            PromptMessage.of(PromptRole.ASSISTANT, "It has two lines."),
            PromptMessage.of(PromptRole.USER, "Thanks"));

    static Stream<ChatTemplate> templates() {
        Map<String, String> named = Map.of("bos_token", "<s>", "eos_token", "</s>");
        return Stream.of(
                ChatTemplate.chatMl(),
                ChatTemplate.of("headers", WrittenTemplates.HEADERS, named),
                ChatTemplate.of("reasoning", WrittenTemplates.REASONING, named));
    }

    @ParameterizedTest
    @MethodSource("templates")
    void headMessagesAndGenerationPromptAddUpToTheWholePrompt(ChatTemplate template) {
        assertThat(sum(template, CONVERSATION)).isEqualTo(whole(template, CONVERSATION));
    }

    @ParameterizedTest
    @MethodSource("templates")
    void resultsThatShareAFrameCountItOnce(ChatTemplate template) {
        var messages = new ArrayList<>(CONVERSATION);
        messages.add(3, new PromptMessage(PromptRole.TOOL, "another result", "", List.of(), "c1", 0));
        assertThat(sum(template, messages)).isEqualTo(whole(template, messages));
    }

    private static int sum(ChatTemplate template, List<PromptMessage> messages) {
        PromptCounter counter = PromptCounters.of(CHARACTERS, template);
        return counter.head("Be brief.", TOOLS)
                + messages.stream().mapToInt(counter::message).sum()
                + counter.generationPrompt();
    }

    private static int whole(ChatTemplate template, List<PromptMessage> messages) {
        List<Map<String, Object>> all = Stream.concat(
                        Stream.of(PromptMessage.of(PromptRole.SYSTEM, "Be brief.")), messages.stream())
                .map(message -> TemplateMessages.of(
                        message, TemplateMessages.ContentForm.TEXT, TemplateMessages.ArgumentForm.OBJECT))
                .toList();
        return template.render(
                        all, TOOLS.stream().map(ToolDefinition::parse).toList(), ChatTemplate.GenerationPrompt.ADDED)
                .length();
    }

    @Test
    void argumentsArePastedWhereTheTemplatePastesThem() {
        PromptCounter counter = PromptCounters.of(CHARACTERS, ChatTemplate.of("t", PASTES_ARGUMENTS, Map.of()));
        var call = new PromptMessage(
                PromptRole.ASSISTANT, "", "", List.of(new PromptCall("c", "f", "{\"a\":1.0 }")), "", 0);
        assertThat(counter.message(call)).isEqualTo("<|im_start|>assistant\nCALL f {\"a\":1.0 }<|im_end|>".length());
    }

    @ParameterizedTest
    @ValueSource(strings = {"{{ raise_exception('never') }}", "{% broken"})
    void aTemplateThatCannotBeRenderedGivesWayToChatMl(String template, @TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("chat_template.jinja"), template);
        Files.writeString(folder.resolve("tokenizer.json"), SmallTokenizer.JSON);
        PromptCounter counter = PromptCounters.load("tokenizer.json", folder);
        assertThat(counter.message(CONVERSATION.getFirst()))
                .as("one token a byte")
                .isEqualTo("<|im_start|>user\nRead the file, please.<|im_end|>\n".length());
    }

    @Test
    void imagesAndReasoningCount() {
        PromptCounter counter = PromptCounters.chatMl(TextTokenizers.tiktoken("cl100k_base"));
        var plain = PromptMessage.of(PromptRole.USER, "look");
        var withImage = new PromptMessage(PromptRole.USER, "look", "", List.of(), "", 2);
        assertThat(counter.message(withImage)).isEqualTo(counter.message(plain) + 2_048);
        var thinking = new PromptMessage(PromptRole.ASSISTANT, "done", "because of this and that", List.of(), "", 0);
        assertThat(counter.message(thinking))
                .isGreaterThan(counter.message(PromptMessage.of(PromptRole.ASSISTANT, "done")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain words",
                " leading blank",
                "trailing break\n",
                "a <think>thought</think> b",
                "<tool_response>nested</tool_response>",
                "PLAINTEXT",
                "{{ not a template }}",
                "x",
                ""
            })
    void aPlainMessageCostsWhatItsRenderingCosts(String text) {
        ChatTemplate template = ChatTemplate.chatMl();
        PromptCounter counter = PromptCounters.of(CHARACTERS, template);
        for (PromptRole role : List.of(PromptRole.USER, PromptRole.ASSISTANT)) {
            var before = Stream.of(PromptMessage.of(PromptRole.USER, "q"), PromptMessage.of(PromptRole.ASSISTANT, "a"));
            var prefix = before.limit(role == PromptRole.USER ? 2 : 1).toList();
            var all = Stream.concat(prefix.stream(), Stream.of(PromptMessage.of(role, text)))
                    .toList();
            assertThat(counter.message(PromptMessage.of(role, text)))
                    .isEqualTo(rendered(template, all).length()
                            - rendered(template, prefix).length());
        }
    }

    private static String rendered(ChatTemplate template, List<PromptMessage> messages) {
        List<Map<String, Object>> maps = messages.stream()
                .map(message -> TemplateMessages.of(
                        message, TemplateMessages.ContentForm.TEXT, TemplateMessages.ArgumentForm.OBJECT))
                .toList();
        return template.render(maps, List.of(), ChatTemplate.GenerationPrompt.OMITTED);
    }
}
