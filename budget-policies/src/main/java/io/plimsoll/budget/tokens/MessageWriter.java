package io.plimsoll.budget.tokens;

import io.plimsoll.budget.tokens.TemplateMessages.ArgumentForm;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Writes single messages as a template would, from frames found once for each shape of message. Rendering each message
 * would take milliseconds. Thread-safe.
 */
final class MessageWriter {

    /** Shapes with more calls are so rare that they are rendered when they come. */
    private static final int MOST_CALLS_FRAMED = 16;

    /** Templates that find this in the text of an assistant take the text apart. */
    private static final String END_OF_THOUGHT = "</think>";

    /** What no template would escape. */
    private static final Pattern PLAIN_NAME = Pattern.compile("[\\w.:/-]*");

    private final TurnFrames turns;
    private final Optional<ToolFrames> tools;
    private final Frame user;
    private final Frame system;
    private final Map<Shape, Optional<Frame>> assistants = new ConcurrentHashMap<>();

    MessageWriter(TurnFrames turns, Optional<ToolFrames> tools) {
        this.turns = turns;
        this.tools = tools;
        user = turns.user();
        system = turns.system().orElse(user);
    }

    /** What of an assistant's message changes its frame. */
    private record Shape(boolean text, boolean reasoning, int calls) {}

    /** The part of a prompt that is {@code message}'s; of a tool result, what it adds to a result before it. */
    String write(PromptMessage message) {
        return switch (message.role()) {
            case SYSTEM -> system.fill(Map.of(Markers.TEXT, message.text()));
            case USER -> user.fill(Map.of(Markers.TEXT, message.text()));
            case ASSISTANT -> writeAssistant(message);
            case TOOL ->
                tools.map(ToolFrames::nextResult)
                        .orElse(user)
                        .fill(Map.of(Markers.TEXT, message.text(), Markers.callId(0), message.resultOf()));
        };
    }

    private String writeAssistant(PromptMessage message) {
        if (message.text().contains(END_OF_THOUGHT)) {
            Optional<String> asItIs = renderedAsItIs(message);
            if (asItIs.isPresent()) {
                return asItIs.get();
            }
        }
        if (message.calls().isEmpty()) {
            return writePlain(message);
        }
        if (tools.isEmpty()) {
            return writePlain(withCallsAsText(message));
        }
        if (isFramed(message)) {
            Optional<Frame> frame = assistants.computeIfAbsent(shapeOf(message), this::frame);
            if (frame.isPresent()) {
                return frame.get().fill(values(message));
            }
        }
        return rendered(message);
    }

    private Optional<String> renderedAsItIs(PromptMessage message) {
        try {
            return message.calls().isEmpty()
                    ? Optional.of(turns.assistant(message).fill(Map.of()))
                    : tools.map(frames -> frames.calling(message).fill(values(message)));
        } catch (IllegalStateException e) {
            return Optional.empty();
        }
    }

    private String writePlain(PromptMessage message) {
        return assistants
                .computeIfAbsent(shapeOf(message), this::frame)
                .map(frame -> frame.fill(values(message)))
                .orElseGet(() -> user.fill(Map.of(Markers.TEXT, message.reasoning() + message.text())));
    }

    private static Shape shapeOf(PromptMessage message) {
        return new Shape(
                !message.text().isEmpty(),
                !message.reasoning().isEmpty(),
                message.calls().size());
    }

    private boolean isFramed(PromptMessage message) {
        return message.calls().size() <= MOST_CALLS_FRAMED
                && message.calls().stream()
                        .allMatch(call -> PLAIN_NAME.matcher(call.name()).matches()
                                && PLAIN_NAME.matcher(call.id()).matches()
                                && (turns.probe().argumentForm() == ArgumentForm.TEXT
                                        || TemplateMessages.parsed(call.arguments()) instanceof Map));
    }

    /** Empty if the template refuses the shape, or takes arguments apart so that they can't be put in as one text. */
    private Optional<Frame> frame(Shape shape) {
        PromptMessage marked = marked(shape.text(), shape.reasoning(), Markers.calls(shape.calls()));
        try {
            Frame frame = shape.calls() == 0
                    ? turns.assistant(marked)
                    : tools.orElseThrow().calling(marked);
            return takesArgumentsApart(frame, shape.calls()) ? Optional.empty() : Optional.of(frame);
        } catch (IllegalStateException e) {
            return Optional.empty();
        }
    }

    private static boolean takesArgumentsApart(Frame frame, int calls) {
        String unfilled = frame.fill(Map.of());
        return IntStream.range(0, calls)
                .anyMatch(i -> !frame.has(Markers.arguments(i)) && unfilled.contains(Markers.argument(i)));
    }

    private String rendered(PromptMessage message) {
        PromptMessage marked =
                marked(!message.text().isEmpty(), !message.reasoning().isEmpty(), message.calls());
        try {
            return tools.orElseThrow().calling(marked).fill(values(message));
        } catch (IllegalStateException e) {
            // The template refuses what the engine lets through, such as another kind of id.
            return writePlain(withCallsAsText(message));
        }
    }

    private static PromptMessage marked(boolean text, boolean reasoning, List<PromptCall> calls) {
        return new PromptMessage(
                PromptRole.ASSISTANT,
                text || calls.isEmpty() ? Slot.padded(Markers.TEXT) : "",
                reasoning ? Slot.padded(Markers.REASONING) : "",
                calls,
                "",
                0);
    }

    private Map<String, String> values(PromptMessage message) {
        Map<String, String> values = new HashMap<>();
        values.put(Markers.TEXT, message.text());
        values.put(Markers.REASONING, message.reasoning());
        for (int i = 0; i < message.calls().size(); i++) {
            PromptCall call = message.calls().get(i);
            values.put(Markers.callId(i), call.id());
            values.put(Markers.callName(i), call.name());
            values.put(Markers.arguments(i), argumentText(call));
        }
        return values;
    }

    private String argumentText(PromptCall call) {
        return switch (turns.probe().argumentForm()) {
            case TEXT -> call.arguments();
            case OBJECT -> PythonJson.write(TemplateMessages.parsed(call.arguments()));
        };
    }

    private static PromptMessage withCallsAsText(PromptMessage message) {
        String calls = message.calls().stream()
                .map(call -> "\n{\"name\": \"" + call.name() + "\", \"arguments\": " + call.arguments() + "}")
                .collect(Collectors.joining());
        return new PromptMessage(
                PromptRole.ASSISTANT, message.text() + calls, message.reasoning(), List.of(), "", message.images());
    }
}
