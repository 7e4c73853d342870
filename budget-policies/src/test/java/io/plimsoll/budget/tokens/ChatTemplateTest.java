package io.plimsoll.budget.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.budget.tokens.ChatTemplate.GenerationPrompt;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expected texts are what Jinja2 writes, with blocks trimmed and stripped on the left as Hugging Face does. */
class ChatTemplateTest {

    private static final String TOOL = """
            {"type": "function", "function": {"name": "read", "strict": true, "parameters": {"n": [1, 2.50]}}}""";

    private static final Map<String, Object> SYSTEM = Map.of("role", "system", "content", " Be brief. ");

    @Test
    void chatMlWritesToolsIntoTheSystemMessageAndResultsIntoOneFrame() {
        assertThat(render(
                        ChatTemplate.chatMl(),
                        List.of(TOOL),
                        says("user", "a & b?"),
                        calls("c1", "read", "{\"path\": \"\u00E9'<\"}"),
                        result("c1", "one"),
                        result("c2", "two")))
                .startsWith("<|im_start|>system\n# Tools\n\n")
                .contains("<tools>\n" + TOOL.replace("2.50", "2.5") + "\n</tools>")
                .endsWith("""
                        <|im_start|>user
                        a & b?<|im_end|>
                        <|im_start|>assistant
                        <tool_call>
                        {"name": "read", "arguments": {"path": "\u00E9'<"}}
                        </tool_call><|im_end|>
                        <|im_start|>user
                        <tool_response>
                        one
                        </tool_response>
                        <tool_response>
                        two
                        </tool_response><|im_end|>
                        <|im_start|>assistant
                        """);
    }

    @Test
    void headersStandBetweenNamedTokensAndTextIsTrimmed() {
        assertThat(render(
                        template(WrittenTemplates.HEADERS),
                        List.of(TOOL),
                        SYSTEM,
                        says("user", "\u00A0 hi\u3000\n"),
                        calls("c1", "read", "{\"n\": 1}"),
                        result("c1", "one\n")))
                .isEqualTo("""
                        <s><|header|>system<|/header|>

                        Be brief.
                        {
                          "type": "function",
                          "function": {
                            "name": "read",
                            "strict": true,
                            "parameters": {
                              "n": [
                                1,
                                2.5
                              ]
                            }
                          }
                        }<|eot|><|header|>user<|/header|>

                        hi<|eot|><|header|>assistant<|/header|>

                        {"name": "read", "parameters": {"n": 1}}<|eot|><|header|>ipython<|/header|>

                        one
                        <|eot|><|header|>assistant<|/header|>

                        """);
    }

    @Test
    void instructionsHoldSystemTextAndToolsInTheLastQuestion() {
        assertThat(render(
                        template(WrittenTemplates.INSTRUCTIONS),
                        List.of(TOOL, "{\"name\": \"now\"}"),
                        SYSTEM,
                        says("user", "hi"),
                        calls("call00001", "read", "{\"n\": 1}"),
                        result("call00001", "one"),
                        says("assistant", " done "),
                        says("user", "thanks")))
                .isEqualTo(
                        "<s>[INST] hi[/INST][CALL]{\"name\": \"read\", \"arguments\": {\"n\": 1}, \"id\": \"call00001\"}</s>"
                                + "[RESULT]{\"content\": one, \"id\": \"call00001\"}[/RESULT] done</s>"
                                + "[TOOLS][\"name\": \"read\", \"parameters\": {\"n\": [1, 2.5]}; \"name\": \"now\"][/TOOLS]"
                                + "[INST]  Be brief. \n\nthanks[/INST]");
    }

    @Test
    void reasoningIsWrittenAfterTheLastQuestionOnly() {
        assertThat(render(
                        template(WrittenTemplates.REASONING),
                        List.of(),
                        says("user", "q1"),
                        says("assistant", "<think>\nold\n</think>\n\na1"),
                        says("user", "q2"),
                        says("assistant", "<think>\nnew\n</think>\n\na2")))
                .isEqualTo("""
                        <|im_start|>user
                        q1<|im_end|>
                        <|im_start|>assistant
                        a1<|im_end|>
                        <|im_start|>user
                        q2<|im_end|>
                        <|im_start|>assistant
                        <think>
                        new
                        </think>

                        a2<|im_end|>
                        <|im_start|>assistant
                        """);
    }

    @Test
    void valuesOfArgumentsAreWrittenAsPythonWritesThem() {
        assertThat(render(
                        template(WrittenTemplates.REASONING),
                        List.of(),
                        says("user", "q"),
                        calls("c", "f", """
                                {"flag": true, "none": null, "x": 1e20, "list": ["it's", 1, false], "map": {"k": true}}"""),
                        result("c", "one"),
                        result("c", "two")))
                .isEqualTo("""
                        <|im_start|>user
                        q<|im_end|>
                        <|im_start|>assistant

                        <call>f
                        <flag>True</flag>
                        <none>None</none>
                        <x>1e+20</x>
                        <list>["it's", 1, False]</list>
                        <map>{"k": true}</map></call><|im_end|>
                        <|im_start|>user
                        <result>one</result>
                        <result>two</result>
                        <|im_end|>
                        <|im_start|>assistant
                        """);
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = "=>",
            quoteCharacter = '~',
            value = {
                "{{ not missing is defined }}=>true",
                "{{ 'y' if not 'a' in 'abc' else 'n' }}=>n",
                "{{ 'y' if 'd' not in 'abc' and not false else 'n' }}=>y",
                "{{ 'aBC dEF'.title() }} {{ 'aBC dEF'.capitalize() }}=>Abc Def Abc def",
                "{{ 'a,b,,c'.split(',') | length }} {{ ' a  b '.split() | join('-') }}=>4 a-b",
                "{{ 'abc'[1:] + 'abc'[-1:] + 'abc'[:-1] }}=>bccab",
                "{% set l = namespace(n=[1, 2] | length - 1) %}{{ l.n }}=>1",
                "{% for i in [1, 2, 3, 4] if i % 2 == 0 %}{{ loop.index }}{{ i }}{% if not loop.last %},{% endif %}{% endfor %}=>12,24",
                "{% for i in [1, 2, 3] %}{{ loop.previtem or '-' }}{{ loop.nextitem or '-' }} {% endfor %}=>-2 13 2-",
                "{% for k, v in {'a': 1, 'b': 2}.items() if v > 1 %}{{ k }}{% endfor %}=>b",
                "{% generation %}kept{% endgeneration %}=>kept",
                "a {#- gone -#} b=>ab",
                "{% macro m(x, y='d') %}{{ x }}{{ y }}{% endmacro %}{{ m('a') }}{{ m('b', y='c' + 'c') }}=>adbcc",
                "{{ {'k': \"it's <b>\u00E9\"} | tojson }}=>{\"k\": \"it's <b>\u00E9\"}",
            })
    void expressionsMeanWhatTheyMeanInPython(String source, String written) {
        assertThat(render(template(source), List.of(), says("user", "q")).strip())
                .isEqualTo(written);
    }

    @Test
    void aRefusalIsSaidInTheTemplatesOwnWords() {
        ChatTemplate template = template(WrittenTemplates.INSTRUCTIONS);
        assertThatThrownBy(() -> render(template, List.of(), says("user", "a"), says("user", "b")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Users and assistants speak in turn.");
        assertThatThrownBy(() -> render(template, List.of(), says("user", "a"), says("critic", "b")))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aTagThatIsNeverClosedIsNamed() {
        assertThatThrownBy(() -> template("ab{% if x"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("chat template: tag at character 2 (expected: closed)");
    }

    @Test
    void theTemplateBesideATokenizerIsFound(@TempDir Path folder) throws Exception {
        assertThat(ChatTemplate.in(folder)).isEmpty();
        Files.writeString(folder.resolve("tokenizer_config.json"), """
                {"bos_token": {"content": "<b>"}, "chat_template": [
                  {"name": "tool_use", "template": "tools"}, {"name": "default", "template": "{{ bos_token }}default"}]}""");
        assertThat(ChatTemplate.in(folder).map(found -> render(found, List.of())))
                .contains("<b>default");
        Files.writeString(folder.resolve("chat_template.jinja"), "{{ bos_token }}file");
        assertThat(ChatTemplate.in(folder).map(found -> render(found, List.of())))
                .contains("<b>file");
        Files.writeString(folder.resolve("tokenizer_config.json"), "{");
        assertThatThrownBy(() -> ChatTemplate.in(folder))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("chat template: '" + folder + "' (expected: readable ");
    }

    private static ChatTemplate template(String source) {
        return ChatTemplate.of("written", source, Map.of("bos_token", "<s>", "eos_token", "</s>"));
    }

    @SafeVarargs
    private static String render(ChatTemplate template, List<String> tools, Map<String, Object>... messages) {
        return template.render(
                Arrays.asList(messages),
                tools.stream().map(ToolDefinition::parse).toList(),
                GenerationPrompt.ADDED);
    }

    private static Map<String, Object> says(String role, String text) {
        return Map.of("role", role, "content", text);
    }

    private static Map<String, Object> calls(String id, String name, String arguments) {
        return TemplateMessages.of(
                new PromptMessage(PromptRole.ASSISTANT, "", "", List.of(new PromptCall(id, name, arguments)), "", 0),
                TemplateMessages.ContentForm.TEXT,
                TemplateMessages.ArgumentForm.OBJECT);
    }

    private static Map<String, Object> result(String id, String text) {
        return TemplateMessages.of(
                new PromptMessage(PromptRole.TOOL, text, "", List.of(), id, 0),
                TemplateMessages.ContentForm.TEXT,
                TemplateMessages.ArgumentForm.OBJECT);
    }
}
