package io.plimsoll.gateway.translate;

import io.plimsoll.gateway.translate.ResponsesItems.State;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;

/**
 * Writes an answer as Responses events, each with its number:
 *
 * <pre>
 * response.created, response.in_progress
 * response.output_item.added
 *   message:    content_part.added, output_text.delta …, output_text.done, content_part.done
 *   reasoning:  reasoning_text.delta …, reasoning_text.done; as a summary: reasoning_summary_part.added,
 *               reasoning_summary_text.delta …, reasoning_summary_text.done, reasoning_summary_part.done
 *   call:       function_call_arguments.delta …, function_call_arguments.done
 *   custom:     custom_tool_call_input.delta, custom_tool_call_input.done, both when the call is over
 * response.output_item.done
 * response.completed, response.incomplete or response.failed
 * </pre>
 *
 * Not thread-safe; one per answer.
 */
final class ResponsesEvents implements AnswerEvents {

    private final ResponsesAnswer answer;
    private final EventWriter out;
    private final List<AnswerBlock> done = new ArrayList<>();
    private AnswerHead head = AnswerHead.UNKNOWN;
    private ResponsesItems items;
    private int sequenceNumber;

    ResponsesEvents(ResponsesAnswer answer, EventWriter out) {
        this.answer = answer;
        this.out = out;
        this.items = answer.items(head);
    }

    @Override
    public void begin(AnswerHead answerHead) {
        head = answerHead;
        items = answer.items(head);
        responseEvent("response.created", json -> answer.writeBegun(head, json));
        responseEvent("response.in_progress", json -> answer.writeBegun(head, json));
    }

    @Override
    public void open(AnswerBlock block) {
        itemEvent("response.output_item.added", block, State.IN_PROGRESS);
        switch (block) {
            case AnswerBlock.Text _ ->
                partEvent("response.content_part.added", block, "content_index", json -> {
                    json.writeName("part");
                    ResponsesItems.writeText("", json);
                });
            case AnswerBlock.Reasoning _ -> {
                if (answer.echo().reasoningAsSummary()) {
                    summaryPartEvent("response.reasoning_summary_part.added", block, "");
                }
            }
            case AnswerBlock.Call _ -> {}
        }
    }

    @Override
    public void grow(AnswerBlock block, String delta) {
        switch (block) {
            case AnswerBlock.Text _ ->
                partEvent("response.output_text.delta", block, "content_index", json -> {
                    json.writeStringProperty("delta", delta);
                    ResponsesItems.writeEmptyArray("logprobs", json);
                });
            case AnswerBlock.Reasoning _ ->
                partEvent(
                        reasoningText() + ".delta",
                        block,
                        reasoningIndex(),
                        json -> json.writeStringProperty("delta", delta));
            case AnswerBlock.Call call -> {
                // The input of a custom tool is a string within the arguments, known when they are whole.
                if (items.origin(call).kind() == ResponsesTools.Kind.FUNCTION) {
                    blockEvent(
                            "response.function_call_arguments.delta",
                            block,
                            json -> json.writeStringProperty("delta", delta));
                }
            }
        }
    }

    @Override
    public void close(AnswerBlock block) {
        switch (block) {
            case AnswerBlock.Text text -> closeText(text);
            case AnswerBlock.Reasoning reasoning -> closeReasoning(reasoning);
            case AnswerBlock.Call call -> closeCall(call);
        }
        itemEvent("response.output_item.done", block, State.DONE);
        done.add(block);
    }

    @Override
    public void end(AnswerEnd end) {
        responseEvent(ResponsesAnswer.endEvent(end), json -> answer.writeEnded(head, done, end, json));
    }

    @Override
    public void fail(EngineFailure failure) {
        responseEvent("response.failed", json -> answer.writeFailed(head, done, failure, json));
    }

    private void closeText(AnswerBlock.Text text) {
        partEvent("response.output_text.done", text, "content_index", json -> {
            json.writeStringProperty("text", text.content());
            ResponsesItems.writeEmptyArray("logprobs", json);
        });
        partEvent("response.content_part.done", text, "content_index", json -> {
            json.writeName("part");
            ResponsesItems.writeText(text.content(), json);
        });
    }

    private void closeReasoning(AnswerBlock.Reasoning reasoning) {
        partEvent(
                reasoningText() + ".done",
                reasoning,
                reasoningIndex(),
                json -> json.writeStringProperty("text", reasoning.content()));
        if (answer.echo().reasoningAsSummary()) {
            summaryPartEvent("response.reasoning_summary_part.done", reasoning, reasoning.content());
        }
    }

    private void closeCall(AnswerBlock.Call call) {
        switch (items.origin(call).kind()) {
            case FUNCTION ->
                blockEvent("response.function_call_arguments.done", call, json -> {
                    json.writeStringProperty("name", items.origin(call).name());
                    json.writeStringProperty("arguments", ResponsesItems.arguments(call));
                });
            case CUSTOM -> {
                String input = items.customInput(call);
                blockEvent(
                        "response.custom_tool_call_input.delta",
                        call,
                        json -> json.writeStringProperty("delta", input));
                blockEvent(
                        "response.custom_tool_call_input.done", call, json -> json.writeStringProperty("input", input));
            }
        }
    }

    private String reasoningText() {
        return answer.echo().reasoningAsSummary() ? "response.reasoning_summary_text" : "response.reasoning_text";
    }

    private String reasoningIndex() {
        return answer.echo().reasoningAsSummary() ? "summary_index" : "content_index";
    }

    private void summaryPartEvent(String type, AnswerBlock block, String text) {
        partEvent(type, block, "summary_index", json -> {
            json.writeName("part");
            items.writeReasoning(text, json);
        });
    }

    private void responseEvent(String type, Consumer<JsonGenerator> response) {
        event(type, json -> {
            json.writeObjectPropertyStart("response");
            response.accept(json);
            json.writeEndObject();
        });
    }

    private void itemEvent(String type, AnswerBlock block, State state) {
        event(type, json -> {
            json.writeNumberProperty("output_index", block.index());
            json.writeName("item");
            items.write(block, state, json);
        });
    }

    private void partEvent(String type, AnswerBlock block, String indexName, Consumer<JsonGenerator> rest) {
        blockEvent(type, block, json -> {
            json.writeNumberProperty(indexName, 0);
            rest.accept(json);
        });
    }

    private void blockEvent(String type, AnswerBlock block, Consumer<JsonGenerator> rest) {
        event(type, json -> {
            json.writeStringProperty("item_id", items.id(block));
            json.writeNumberProperty("output_index", block.index());
            rest.accept(json);
        });
    }

    private void event(String type, Consumer<JsonGenerator> rest) {
        int number = sequenceNumber++;
        out.event(type, json -> {
            json.writeNumberProperty("sequence_number", number);
            rest.accept(json);
        });
    }
}
