package io.plimsoll.gateway.surface;

import io.plimsoll.compression.ByteRange;
import io.plimsoll.compression.plan.Clearing;
import io.plimsoll.compression.plan.Clearing.Inputs;
import io.plimsoll.compression.plan.Clearing.Measure;
import io.plimsoll.compression.plan.Clearing.Trigger;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads {@code context_management} of {@code /v1/messages}: Anthropic's context editing (beta {@code context-management-2025-06-27})
 * and compaction (beta {@code compact-2026-01-12}). The defaults are the API's, but that reasoning of one turn is kept where the
 * client does not say: engines have no default of their own.
 */
final class ContextEdits {

    static final String FIELD = "context_management";
    static final String CLEAR_TOOL_USES = "clear_tool_uses_20250919";
    static final String CLEAR_THINKING = "clear_thinking_20251015";
    static final String COMPACT = "compact_20260112";

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
        var management = new Field(FIELD, Json.MAPPER.readTree(body, range.start(), range.length()));
        if (management.isAbsent()) {
            return List.of();
        }
        Field edits = management.object().at("edits");
        List<ContextEdit> read = new ArrayList<>();
        for (Field edit : edits.isAbsent() ? List.<Field>of() : edits.elements()) {
            ContextEdit wanted = edit(edit.object());
            if (wanted != null) {
                read.add(wanted);
            }
        }
        return List.copyOf(read);
    }

    private static @Nullable ContextEdit edit(Field edit) throws MalformedRequestException {
        Field type = edit.at("type");
        return switch (type.text()) {
            case CLEAR_TOOL_USES -> new ContextEdit.Clear(toolUses(edit));
            case CLEAR_THINKING -> thinking(edit.at("keep"));
            case COMPACT -> compact(edit);
            default -> throw type.expected(CLEAR_TOOL_USES + ", " + CLEAR_THINKING + " or " + COMPACT);
        };
    }

    private static Clearing toolUses(Field edit) throws MalformedRequestException {
        Field keep = edit.at("keep");
        Field atLeast = edit.at("clear_at_least");
        return new Clearing.ToolUses(
                trigger(edit.at("trigger")),
                keep.isAbsent() ? DEFAULT_KEPT_TOOL_USES : keep.amountOf("tool_uses", 0),
                atLeast.isAbsent() ? 0 : atLeast.amountOf("input_tokens", 0),
                names(edit.at("exclude_tools")),
                inputs(edit.at("clear_tool_inputs")));
    }

    private static Trigger trigger(Field trigger) throws MalformedRequestException {
        if (trigger.isAbsent()) {
            return DEFAULT_TRIGGER;
        }
        Field type = trigger.object().at("type");
        return switch (type.text()) {
            case "input_tokens" -> new Trigger(Measure.PROMPT_TOKENS, trigger.amountOf("input_tokens", 1));
            case "tool_uses" -> new Trigger(Measure.TOOL_USES, trigger.amountOf("tool_uses", 1));
            default -> throw type.expected("input_tokens or tool_uses");
        };
    }

    private static Inputs inputs(Field inputs) throws MalformedRequestException {
        if (inputs.isAbsent() || inputs.value().isBoolean()) {
            return inputs.value().asBoolean(false) ? new Inputs.All() : new Inputs.None();
        }
        if (!inputs.value().isArray()) {
            throw inputs.expected("true, false or an array of names of tools");
        }
        return new Inputs.Of(names(inputs));
    }

    private static Set<String> names(Field names) throws MalformedRequestException {
        Set<String> read = new LinkedHashSet<>();
        for (Field name : names.isAbsent() ? List.<Field>of() : names.elements()) {
            read.add(name.text());
        }
        return read;
    }

    /** Null for {@code all}: then there is nothing to do. */
    private static @Nullable ContextEdit thinking(Field keep) throws MalformedRequestException {
        if (keep.isAbsent()) {
            return new ContextEdit.Clear(new Clearing.Thoughts(DEFAULT_KEPT_TURNS));
        }
        if (keep.value().isString()) {
            if (!keep.text().equals("all")) {
                throw keep.expected("all, or an object of type thinking_turns");
            }
            return null;
        }
        Field type = keep.object().at("type");
        return switch (type.text()) {
            case "all" -> null;
            case "thinking_turns" -> new ContextEdit.Clear(new Clearing.Thoughts(keep.amountOf("thinking_turns", 1)));
            default -> throw type.expected("thinking_turns or all");
        };
    }

    private static ContextEdit compact(Field edit) throws MalformedRequestException {
        Field trigger = edit.at("trigger");
        Field instructions = edit.at("instructions");
        Field pauses = edit.at("pause_after_compaction");
        if (!instructions.isAbsent()) {
            instructions.text();
        }
        if (!pauses.isAbsent() && !pauses.value().isBoolean()) {
            throw pauses.expected("true or false");
        }
        return new ContextEdit.Compact(
                trigger.isAbsent() ? DEFAULT_COMPACTION_TOKENS : trigger.amountOf("input_tokens", 1),
                pauses.value().asBoolean(false));
    }

    /**
     * A value and where it stands.
     *
     * @param path {@code context_management.edits[0].keep}
     */
    private record Field(String path, JsonNode value) {

        /** Whether it is left out; null counts as left out. */
        boolean isAbsent() {
            return value.isMissingNode() || value.isNull();
        }

        Field at(String name) {
            return new Field(path + "." + name, value.path(name));
        }

        Field object() throws MalformedRequestException {
            if (!value.isObject()) {
                throw expected("an object");
            }
            return this;
        }

        List<Field> elements() throws MalformedRequestException {
            if (!value.isArray()) {
                throw expected("an array");
            }
            List<Field> elements = new ArrayList<>(value.size());
            for (int i = 0; i < value.size(); i++) {
                elements.add(new Field(path + "[" + i + "]", value.get(i)));
            }
            return elements;
        }

        String text() throws MalformedRequestException {
            if (!value.isString()) {
                throw expected("a string");
            }
            return value.asString();
        }

        /** The value of an amount: {@code {"type": type, "value": 3}}. */
        int amountOf(String type, int least) throws MalformedRequestException {
            Field said = object().at("type");
            if (!said.text().equals(type)) {
                throw said.expected(type);
            }
            Field amount = at("value");
            if (!amount.value.isIntegralNumber()
                    || amount.value.bigIntegerValue().signum() < 0
                    || amount.value.asLong(Long.MAX_VALUE) < least) {
                throw amount.expected("a whole number, at least " + least);
            }
            return (int) Math.min(Integer.MAX_VALUE, amount.value.asLong(Long.MAX_VALUE));
        }

        MalformedRequestException expected(String rule) {
            String shown = value.isMissingNode() ? "missing" : shortened(value.toString());
            return new MalformedRequestException(path + ": " + shown + " (expected: " + rule + ")", path);
        }

        private static String shortened(String json) {
            return json.length() <= 80 ? json : json.substring(0, 80) + "…";
        }
    }
}
