package io.plimsoll.gateway.surface;

import io.plimsoll.compression.ByteRange;
import io.plimsoll.compression.plan.Clearing;
import io.plimsoll.compression.plan.Clearing.Inputs;
import io.plimsoll.compression.plan.Clearing.Measure;
import io.plimsoll.compression.plan.Clearing.Trigger;
import io.plimsoll.gateway.surface.ContextEdit.Compact.Told;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code context_management}. Of {@code /v1/messages} these are Anthropic's context editing (beta {@code
 * context-management-2025-06-27}) and compaction (beta {@code compact-2026-01-12}), with the API's defaults where it has one for
 * all models; reasoning is kept for one turn where the client does not say. Of {@code /v1/responses} it is OpenAI's compaction.
 */
final class ContextEdits {

    static final String FIELD = "context_management";
    static final String CLEAR_TOOL_USES = "clear_tool_uses_20250919";
    static final String CLEAR_THINKING = "clear_thinking_20251015";
    static final String COMPACT = "compact_20260112";

    private static final String COMPACTION = "compaction";

    private static final Trigger DEFAULT_TRIGGER = new Trigger(Measure.PROMPT_TOKENS, 100_000);
    private static final int DEFAULT_KEPT_TOOL_USES = 3;
    private static final int DEFAULT_KEPT_TURNS = 1;
    private static final int DEFAULT_COMPACTION_TOKENS = 150_000;

    private ContextEdits() {}

    /**
     * The edits that a client asks for, in its order; those that change nothing, such as to keep all reasoning, are left out.
     *
     * @param range the value of the field, or null where it is absent
     */
    static List<ContextEdit> read(byte[] body, @Nullable ByteRange range) throws MalformedRequestException {
        if (range == null) {
            return List.of();
        }
        var management = new RequestField(FIELD, Json.MAPPER.readTree(body, range.start(), range.length()));
        if (management.isAbsent()) {
            return List.of();
        }
        RequestField edits = management.object().at("edits");
        List<ContextEdit> read = new ArrayList<>();
        for (RequestField edit : edits.isAbsent() ? List.<RequestField>of() : edits.elements()) {
            ContextEdit wanted = edit(edit.object());
            if (wanted != null) {
                read.add(wanted);
            }
        }
        return List.copyOf(read);
    }

    /**
     * The compaction that a client of {@code /v1/responses} asks for; one without a threshold leaves it to the policy.
     *
     * @param range the value of the field, or null where it is absent
     */
    static List<ContextEdit> readResponses(byte[] body, @Nullable ByteRange range) throws MalformedRequestException {
        List<ContextEdit> read = new ArrayList<>();
        for (RequestField entry : entries(body, range)) {
            RequestField type = entry.object().at("type");
            if (!type.text().equals(COMPACTION)) {
                throw type.expected(COMPACTION);
            }
            RequestField threshold = entry.at("compact_threshold");
            if (!threshold.isAbsent()) {
                read.add(new ContextEdit.Compact(threshold.amount(1), Told.NOTHING));
            }
        }
        return List.copyOf(read);
    }

    private static List<RequestField> entries(byte[] body, @Nullable ByteRange range) throws MalformedRequestException {
        if (range == null) {
            return List.of();
        }
        var management = new RequestField(FIELD, Json.MAPPER.readTree(body, range.start(), range.length()));
        return management.isAbsent() ? List.of() : management.elements();
    }

    private static @Nullable ContextEdit edit(RequestField edit) throws MalformedRequestException {
        RequestField type = edit.at("type");
        return switch (type.text()) {
            case CLEAR_TOOL_USES -> new ContextEdit.Clear(toolUses(edit));
            case CLEAR_THINKING -> thinking(edit.at("keep"));
            case COMPACT -> compact(edit);
            default -> throw type.expected(CLEAR_TOOL_USES + ", " + CLEAR_THINKING + " or " + COMPACT);
        };
    }

    private static Clearing toolUses(RequestField edit) throws MalformedRequestException {
        RequestField keep = edit.at("keep");
        RequestField atLeast = edit.at("clear_at_least");
        return new Clearing.ToolUses(
                trigger(edit.at("trigger")),
                keep.isAbsent() ? DEFAULT_KEPT_TOOL_USES : keep.amountOf("tool_uses", 0),
                atLeast.isAbsent() ? 0 : atLeast.amountOf("input_tokens", 0),
                names(edit.at("exclude_tools")),
                inputs(edit.at("clear_tool_inputs")));
    }

    private static Trigger trigger(RequestField trigger) throws MalformedRequestException {
        if (trigger.isAbsent()) {
            return DEFAULT_TRIGGER;
        }
        RequestField type = trigger.object().at("type");
        return switch (type.text()) {
            case "input_tokens" -> new Trigger(Measure.PROMPT_TOKENS, trigger.amountOf("input_tokens", 1));
            case "tool_uses" -> new Trigger(Measure.TOOL_USES, trigger.amountOf("tool_uses", 1));
            default -> throw type.expected("input_tokens or tool_uses");
        };
    }

    private static Inputs inputs(RequestField inputs) throws MalformedRequestException {
        if (inputs.isAbsent() || inputs.value().isBoolean()) {
            return inputs.value().asBoolean(false) ? new Inputs.All() : new Inputs.None();
        }
        if (!inputs.value().isArray()) {
            throw inputs.expected("true, false or an array of names of tools");
        }
        return new Inputs.Of(names(inputs));
    }

    private static Set<String> names(RequestField names) throws MalformedRequestException {
        Set<String> read = new LinkedHashSet<>();
        for (RequestField name : names.isAbsent() ? List.<RequestField>of() : names.elements()) {
            read.add(name.text());
        }
        return read;
    }

    /** Null for {@code all}: then there is nothing to do. */
    private static @Nullable ContextEdit thinking(RequestField keep) throws MalformedRequestException {
        if (keep.isAbsent()) {
            return new ContextEdit.Clear(new Clearing.Thoughts(DEFAULT_KEPT_TURNS));
        }
        if (keep.value().isString()) {
            if (!keep.text().equals("all")) {
                throw keep.expected("all, or an object of type thinking_turns");
            }
            return null;
        }
        RequestField type = keep.object().at("type");
        return switch (type.text()) {
            case "all" -> null;
            case "thinking_turns" -> new ContextEdit.Clear(new Clearing.Thoughts(keep.amountOf("thinking_turns", 1)));
            default -> throw type.expected("thinking_turns or all");
        };
    }

    /** Notes are made of the history's own words, so {@code instructions} have nobody who could follow them. */
    private static ContextEdit compact(RequestField edit) throws MalformedRequestException {
        RequestField trigger = edit.at("trigger");
        RequestField instructions = edit.at("instructions");
        RequestField pauses = edit.at("pause_after_compaction");
        if (!instructions.isAbsent()) {
            instructions.text();
        }
        if (!pauses.isAbsent() && !pauses.value().isBoolean()) {
            throw pauses.expected("true or false");
        }
        return new ContextEdit.Compact(
                trigger.isAbsent() ? DEFAULT_COMPACTION_TOKENS : trigger.amountOf("input_tokens", 1),
                pauses.value().asBoolean(false) ? Told.NOTE_ALONE : Told.NOTE);
    }
}
