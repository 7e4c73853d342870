package io.plimsoll.budget.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.plimsoll.budget.tokens.ChatTemplate.GenerationPrompt;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/* The .prompt files are what Python's Jinja2 writes for the sample conversation, with the settings of Hugging Face. */
class TemplatePromptCounterTest {

    private static final Map<String, String> NAMED_TOKENS = Map.of("bos_token", "<s>", "eos_token", "</s>");
    private static final String SYSTEM = "You are a careful assistant. Answer in one line.";
    private static final List<String> TOOLS = List.of(
            "{\"type\":\"function\",\"function\":{\"name\":\"read_file\",\"description\":\"Reads a file.\",\"parameters\":"
                    + "{\"type\":\"object\",\"properties\":{\"path\":{\"type\":\"string\"}},\"required\":[\"path\"]}}}",
            "{\"type\":\"function\",\"function\":{\"name\":\"list\",\"description\":\"Lists dépôts.\",\"parameters\":"
                    + "{\"type\":\"object\",\"properties\":{}}}}");

    /** A vocabulary that knows the fences of all styles. */
    private static final TextTokenizer VOCABULARY = new TextTokenizer() {

        private final TextTokenizer text = TextTokenizers.tiktoken("cl100k_base");
        private final SpecialTokens fences = new SpecialTokens(List.of(
                "<|im_start|>",
                "<|im_end|>",
                "<|start_header_id|>",
                "<|end_header_id|>",
                "<|eot_id|>",
                "[INST]",
                "[/INST]",
                "[TOOL_CALLS]",
                "[TOOL_RESULTS]",
                "[/TOOL_RESULTS]",
                "[AVAILABLE_TOOLS]",
                "[/AVAILABLE_TOOLS]",
                "[SYSTEM_PROMPT]",
                "[/SYSTEM_PROMPT]",
                "<s>",
                "</s>"));

        @Override
        public String name() {
            return "fences";
        }

        @Override
        public int count(String prompt) {
            return fences.count(prompt, text::count);
        }
    };

    @ParameterizedTest
    @ValueSource(strings = {"llama3-style", "mistral-style", "thinking-style", "chatml"})
    void writesTheSamePromptAsJinja2(String style) {
        List<PromptMessage> messages = new ArrayList<>();
        messages.add(PromptMessage.of(PromptRole.SYSTEM, SYSTEM));
        messages.addAll(SampleConversation.messages(true));
        String prompt = TemplateProbe.of(template(style))
                .render(messages, TOOLS.stream().map(ToolDefinition::parse).toList(), GenerationPrompt.ADDED);
        assertThat(dated(prompt)).isEqualTo(resource(style + ".prompt"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"llama3-style", "mistral-style", "thinking-style", "chatml"})
    void countsThePartsOfAPromptAsTheWhole(String style) {
        TemplatePromptCounter counter = PromptCounters.of(VOCABULARY, template(style));
        int parts = counter.head(SYSTEM, TOOLS)
                + SampleConversation.messages(true).stream()
                        .mapToInt(counter::message)
                        .sum()
                + counter.generationPrompt();
        assertThat(parts).isEqualTo(VOCABULARY.count(resource(style + ".prompt")));
        assertThat(counter.additivityDifference()).isZero();
    }

    @Test
    void countsWhatTheTemplateStripsAsNothing() {
        TemplatePromptCounter counter = PromptCounters.of(VOCABULARY, template("llama3-style"));
        assertThat(counter.message(PromptMessage.of(PromptRole.USER, "\n  load  \n")))
                .isEqualTo(counter.message(PromptMessage.of(PromptRole.USER, "load")));
    }

    @Test
    void countsThoughtsInTheTextAsTheTemplateKeepsThem() {
        TemplatePromptCounter counter = PromptCounters.of(VOCABULARY, template("thinking-style"));
        PromptMessage answer = PromptMessage.of(PromptRole.ASSISTANT, "the load");
        PromptMessage thoughtful = PromptMessage.of(PromptRole.ASSISTANT, "<think>\nhow deep?\n</think>\n\nthe load");
        assertThat(counter.message(thoughtful)).isEqualTo(counter.message(answer));
    }

    @Test
    void countsHistoriesOfManyCallsExactly() {
        TemplatePromptCounter counter = PromptCounters.of(VOCABULARY, template("thinking-style"));
        List<PromptMessage> messages = new ArrayList<>(List.of(PromptMessage.of(PromptRole.USER, "go")));
        List<PromptCall> calls = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            calls.add(new PromptCall("call_" + i, "read", "{\"path\":\"ü/" + i + "\",\"n\":[1,2]}"));
        }
        messages.add(new PromptMessage(PromptRole.ASSISTANT, "", "", calls, "", 0));
        for (PromptCall call : calls) {
            messages.add(new PromptMessage(PromptRole.TOOL, "the line " + call.id(), "", List.of(), call.id(), 0));
        }
        int parts = counter.head("", List.of())
                + messages.stream().mapToInt(counter::message).sum()
                + counter.generationPrompt();
        assertThat(parts).isEqualTo(counter.whole(messages, List.of()));
    }

    @Test
    void countsArgumentsThatAreNoJsonObjectAsTheTextTheyAre() {
        TemplatePromptCounter counter = PromptCounters.chatMl(VOCABULARY);
        PromptMessage broken = new PromptMessage(
                PromptRole.ASSISTANT, "", "", List.of(new PromptCall("", "read", "{\"path\": ")), "", 0);
        assertThat(counter.message(broken)).isPositive();
    }

    @Test
    void translatesToolsOfOtherDialects() {
        TemplatePromptCounter counter = PromptCounters.chatMl(VOCABULARY);
        String parameters = "{\"type\":\"object\",\"properties\":{}}";
        int chat = counter.head(
                "",
                List.of("{\"type\":\"function\",\"function\":{\"name\":\"ls\",\"parameters\":" + parameters + "}}"));
        assertThat(counter.head("", List.of("{\"name\":\"ls\",\"input_schema\":" + parameters + "}")))
                .isEqualTo(chat);
        assertThat(counter.head(
                        "", List.of("{\"type\":\"function\",\"name\":\"ls\",\"parameters\":" + parameters + "}")))
                .isEqualTo(chat);
    }

    @Test
    void countsImagesAtTheirPrice() {
        TemplatePromptCounter counter = PromptCounters.of(VOCABULARY, ChatTemplate.chatMl(), 300);
        PromptMessage text = PromptMessage.of(PromptRole.USER, "look");
        PromptMessage images = new PromptMessage(PromptRole.USER, "look", "", List.of(), "", 2);
        assertThat(counter.message(images)).isEqualTo(counter.message(text) + 600);
    }

    @Test
    void readsTextAsPartsWhereTheTemplateWantsThem() {
        ChatTemplate parts = ChatTemplate.of(
                "parts",
                "{% for m in messages %}<|im_start|>{{ m.role }}\n{% for p in m.content %}{% if p.type == 'text' %}{{ p.text }}"
                        + "{% endif %}{% endfor %}<|im_end|>\n{% endfor %}{% if add_generation_prompt %}<|im_start|>{% endif %}",
                Map.of());
        TemplatePromptCounter counter = PromptCounters.of(VOCABULARY, parts);
        assertThat(counter.message(PromptMessage.of(PromptRole.USER, "the load line")))
                .isEqualTo(VOCABULARY.count("<|im_start|>user\nthe load line<|im_end|>\n"));
    }

    @Test
    void countsTemplatesWithoutToolsOrSystemRole() {
        ChatTemplate plain = ChatTemplate.of(
                "plain",
                "{{ bos_token }}{% for m in messages %}{% if m.role == 'user' %}[INST]{{ m.content }}[/INST]"
                        + "{% elif m.role == 'assistant' %}{{ m.content }}{{ eos_token }}"
                        + "{% else %}{{ raise_exception('no ' + m.role) }}{% endif %}{% endfor %}",
                NAMED_TOKENS);
        TemplatePromptCounter counter = PromptCounters.of(VOCABULARY, plain);
        assertThat(counter.describe()).contains("knows no tool turns");
        assertThat(counter.head("the load", List.of())).isEqualTo(VOCABULARY.count("<s>[INST]the load[/INST]"));
        assertThat(counter.message(new PromptMessage(PromptRole.TOOL, "the load", "", List.of(), "x", 0)))
                .isEqualTo(counter.message(PromptMessage.of(PromptRole.USER, "the load")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{% for m in messages %}{{ raise_exception('never') }}{% endfor %}",
                "{% for m in messages %}",
                "{{ messages | length }}",
                "{% for m in messages | reverse %}{{ m.role }}: {{ m.content }}\n{% endfor %}"
            })
    void assumesChatMlForTemplatesItCannotUse(String source) {
        TemplatePromptCounter counter = PromptCounters.of(VOCABULARY, ChatTemplate.of("odd", source, Map.of()));
        assertThat(counter.describe()).contains("built-in ChatML instead of odd");
        assertThat(counter.message(PromptMessage.of(PromptRole.USER, "load")))
                .isEqualTo(VOCABULARY.count("<|im_start|>user\nload<|im_end|>\n"));
    }

    @Test
    void findsTheDefaultTemplateAndTheNamedTokensBesideTheVocabulary(@TempDir Path model) throws IOException {
        Files.writeString(model.resolve("tokenizer.json"), SmallTokenizer.JSON);
        assertThat(PromptCounters.load("tokenizer.json", model).describe()).contains("built-in ChatML");
        Files.writeString(
                model.resolve("tokenizer_config.json"),
                "{\"bos_token\":{\"content\":\"<s>\"},\"eos_token\":\"</s>\",\"chat_template\":["
                        + "{\"name\":\"tool_use\",\"template\":\"\"},{\"name\":\"default\",\"template\":"
                        + PythonJson.write(
                                "{{ bos_token }}{% for m in messages %}[INST]{{ m.content }}[/INST]{% endfor %}")
                        + "}]}");
        TemplatePromptCounter named = PromptCounters.load("tokenizer.json", model);
        assertThat(named.head("", List.of())).isEqualTo(named.text("<s>"));
        assertThat(named.message(PromptMessage.of(PromptRole.USER, "load"))).isEqualTo(named.text("[INST]load[/INST]"));
    }

    @Test
    void refusesToolDefinitionsThatAreNoJson() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PromptCounters.chatMl(VOCABULARY).head("", List.of("{")))
                .withMessageContaining("tool definition");
    }

    private static ChatTemplate template(String style) {
        return style.equals("chatml")
                ? ChatTemplate.chatMl()
                : ChatTemplate.of(style, resource(style + ".jinja"), NAMED_TOKENS);
    }

    private static String dated(String prompt) {
        return prompt.replaceFirst("Today Date: \\d\\d \\p{Alpha}{3} \\d{4}", "Today Date: 01 Jan 2026");
    }

    private static String resource(String name) {
        try (InputStream stream = TemplatePromptCounterTest.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(stream, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
