package io.plimsoll.gateway.translate;

import java.util.ArrayList;
import java.util.List;

/** What an assistant said in one turn, gathered from the pieces in which other dialects keep it. Not thread-safe. */
final class AssistantTurn {

    private final List<JsonText> reasoning = new ArrayList<>();
    private final List<JsonText> texts = new ArrayList<>();
    private final List<ToolCall> calls = new ArrayList<>();

    /**
     * A call of a tool.
     *
     * @param arguments JSON, as text
     */
    record ToolCall(JsonText id, JsonText name, JsonText arguments) {}

    void addReasoning(JsonText text) {
        reasoning.add(text);
    }

    void addText(JsonText text) {
        texts.add(text);
    }

    void addCall(ToolCall call) {
        calls.add(call);
    }

    JsonText reasoning() {
        return JsonText.joined(reasoning, "\n");
    }

    JsonText text() {
        return JsonText.joined(texts, "\n");
    }

    List<ToolCall> calls() {
        return calls;
    }
}
