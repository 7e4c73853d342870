package io.plimsoll.gateway.surface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.compression.ByteRange;
import io.plimsoll.compression.plan.Clearing;
import io.plimsoll.compression.plan.Clearing.Inputs;
import io.plimsoll.compression.plan.Clearing.Measure;
import io.plimsoll.compression.plan.Clearing.Trigger;
import io.plimsoll.gateway.surface.ContextEdit.Compact.Told;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContextEditsTest {

    @Test
    void theTypeAloneMeansTheDefaultsOfTheApi() throws MalformedRequestException {
        assertThat(edits("{'type':'clear_tool_uses_20250919'}"))
                .containsExactly(new ContextEdit.Clear(new Clearing.ToolUses(
                        new Trigger(Measure.PROMPT_TOKENS, 100_000), 3, 0, Set.of(), new Inputs.None())));
        assertThat(edits("{'type':'clear_thinking_20251015'}"))
                .containsExactly(new ContextEdit.Clear(new Clearing.Thoughts(1)));
        assertThat(edits("{'type':'compact_20260112'}")).containsExactly(new ContextEdit.Compact(150_000, Told.NOTE));
    }

    @Test
    void everyFieldIsRead() throws MalformedRequestException {
        assertThat(edits("""
                        {'type':'clear_tool_uses_20250919','trigger':{'type':'tool_uses','value':10},
                         'keep':{'type':'tool_uses','value':0},'clear_at_least':{'type':'input_tokens','value':500},
                         'exclude_tools':['web_search'],'clear_tool_inputs':['write'],'of_the_future':[1]}"""))
                .containsExactly(new ContextEdit.Clear(new Clearing.ToolUses(
                        new Trigger(Measure.TOOL_USES, 10),
                        0,
                        500,
                        Set.of("web_search"),
                        new Inputs.Of(Set.of("write")))));
        assertThat(
                        edits(
                                "{'type':'compact_20260112','trigger':{'type':'input_tokens','value':60000},'instructions':'Be brief.','pause_after_compaction':true}"))
                .containsExactly(new ContextEdit.Compact(60_000, Told.NOTE_ALONE));
    }

    @Test
    void theOrderIsTheClients() throws MalformedRequestException {
        assertThat(edits("{'type':'clear_thinking_20251015'},{'type':'clear_tool_uses_20250919'}"))
                .extracting(
                        edit -> ((ContextEdit.Clear) edit).clearing().getClass().getSimpleName())
                .containsExactly("Thoughts", "ToolUses");
    }

    @ParameterizedTest
    @ValueSource(strings = {"'all'", "{'type':'all'}"})
    void toKeepAllThinkingIsNothingToDo(String keep) throws MalformedRequestException {
        assertThat(edits("{'type':'clear_thinking_20251015','keep':" + keep + "}"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "{}", "{'edits':null}", "{'edits':[]}"})
    void nothingAskedIsNothingToDo(String field) throws MalformedRequestException {
        assertThat(read(field)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[]                                                          | context_management                           | []",
                "{'edits':{}}                                                | context_management.edits                     | {}",
                "{'edits':[null]}                                            | context_management.edits[0]                  | null",
                "{'edits':[{'type':'clear_tool_uses_20250919','trigger':{'type':'turns','value':3}}]} | context_management.edits[0].trigger.type | \"turns\"",
                "{'edits':[{'type':'clear_tool_uses_20250919','trigger':{'type':'input_tokens'}}]} | context_management.edits[0].trigger.value | missing",
                "{'edits':[{'type':'clear_tool_uses_20250919','trigger':{'type':'input_tokens','value':-1}}]} | context_management.edits[0].trigger.value | -1",
                "{'edits':[{'type':'clear_tool_uses_20250919','trigger':{'type':'input_tokens','value':1.5}}]} | context_management.edits[0].trigger.value | 1.5",
                "{'edits':[{'type':'clear_tool_uses_20250919','keep':3}]}     | context_management.edits[0].keep             | 3",
                "{'edits':[{'type':'clear_tool_uses_20250919','clear_at_least':{'type':'tool_uses','value':3}}]} | context_management.edits[0].clear_at_least.type | \"tool_uses\"",
                "{'edits':[{'type':'clear_tool_uses_20250919','exclude_tools':[7]}]} | context_management.edits[0].exclude_tools[0] | 7",
                "{'edits':[{'type':'clear_tool_uses_20250919','clear_tool_inputs':'yes'}]} | context_management.edits[0].clear_tool_inputs | \"yes\"",
                "{'edits':[{'type':'compact_20260112','pause_after_compaction':1}]} | context_management.edits[0].pause_after_compaction | 1",
                "{'edits':[{'type':'compact_20260112','instructions':[]}]}   | context_management.edits[0].instructions     | []"
            })
    void whatIsMalformedIsNamedWithItsPathAndValue(String field, String path, String value) {
        assertThatThrownBy(() -> read(field))
                .isInstanceOf(MalformedRequestException.class)
                .hasMessageStartingWith(path + ": " + value + " (expected: ")
                .extracting(malformed -> ((MalformedRequestException) malformed).param())
                .isEqualTo(path);
    }

    @Test
    void anAmountBeyondEveryPromptIsNeverReached() throws MalformedRequestException {
        assertThat(edits("{'type':'compact_20260112','trigger':{'type':'input_tokens','value':99999999999}}"))
                .containsExactly(new ContextEdit.Compact(Integer.MAX_VALUE, Told.NOTE));
    }

    @Test
    void aResponsesClientSetsAThresholdOrLeavesItToThePolicy() throws MalformedRequestException {
        assertThat(readResponses("[{'type':'compaction','compact_threshold':20000}]"))
                .containsExactly(new ContextEdit.Compact(20_000, Told.NOTHING));
        assertThat(readResponses("[{'type':'compaction'}]")).isEmpty();
        assertThat(readResponses("null")).isEmpty();
        assertThatThrownBy(() -> readResponses("{}"))
                .isInstanceOf(MalformedRequestException.class)
                .hasMessage("context_management: {} (expected: an array)");
        assertThatThrownBy(() -> readResponses("[{'type':'forget'}]"))
                .hasMessage("context_management[0].type: \"forget\" (expected: compaction)");
        assertThatThrownBy(() -> readResponses("[{'type':'compaction','compact_threshold':0}]"))
                .hasMessage("context_management[0].compact_threshold: 0 (expected: a whole number, at least 1)");
    }

    private static List<ContextEdit> readResponses(String field) throws MalformedRequestException {
        byte[] bytes = field.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        return ContextEdits.readResponses(bytes, new ByteRange(0, bytes.length));
    }

    private static List<ContextEdit> edits(String edits) throws MalformedRequestException {
        return read("{'edits':[" + edits + "]}");
    }

    private static List<ContextEdit> read(String field) throws MalformedRequestException {
        byte[] bytes = field.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        return ContextEdits.read(bytes, new ByteRange(0, bytes.length));
    }
}
