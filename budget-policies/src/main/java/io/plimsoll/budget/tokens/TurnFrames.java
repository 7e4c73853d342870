package io.plimsoll.budget.tokens;

import io.plimsoll.budget.tokens.ChatTemplate.GenerationPrompt;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a template writes around turns of users and assistants.
 *
 * <p>A message's own part of a prompt is what stands between its neighbours' parts. The end of a part shows when the message
 * is the last one; its start, when what the message before it ends with is taken away. Assistants are looked at with a
 * message after them, because templates write the last turn differently (Qwen3 adds an empty thought, many drop the
 * reasoning of earlier turns).
 *
 * @param probe the template
 * @param userStart what comes before the text of a user
 * @param userText {@link Markers#TEXT} as it shows in the place of that text
 * @param userEnd what comes after it
 */
record TurnFrames(TemplateProbe probe, String userStart, String userText, String userEnd) {

    /** @throws IllegalStateException if the template refuses plain turns or writes them in no separable way */
    static TurnFrames of(TemplateProbe probe) {
        PromptMessage first = Markers.user(Markers.EARLIER);
        PromptMessage reply = Markers.assistant(Markers.BEFORE);
        String userEnd = after(Markers.EARLIER, probe.render(first));
        String assistantEnd = after(Markers.BEFORE, probe.render(first, reply));
        String turns = probe.render(first, reply, Markers.user(Markers.AFTER));
        Slot next = slot(Markers.AFTER, turns);
        String between = between(Markers.BEFORE, Markers.AFTER, turns);
        return new TurnFrames(
                probe, withoutPrefix(assistantEnd, between), next.shown(turns, Markers.AFTER, Markers.TEXT), userEnd);
    }

    Frame user() {
        return Frame.of(userStart + userText + userEnd, List.of(Markers.TEXT));
    }

    /** An assistant's turn without calls, as it stands in a history. */
    Frame assistant(PromptMessage shape) {
        String body = betweenUsers(shape);
        return Frame.of(body, List.of(Markers.TEXT, Markers.REASONING));
    }

    /** A system message in mid-conversation; empty if the template refuses one. */
    Optional<Frame> system() {
        try {
            PromptMessage message = PromptMessage.of(PromptRole.SYSTEM, Slot.padded(Markers.TEXT));
            String turns = probe.render(
                    Markers.user(Markers.EARLIER),
                    Markers.assistant(Markers.BEFORE),
                    message,
                    Markers.user(Markers.AFTER));
            String assistantEnd = after(
                    Markers.BEFORE, probe.render(Markers.user(Markers.EARLIER), Markers.assistant(Markers.BEFORE)));
            String between = between(Markers.BEFORE, Markers.AFTER, turns);
            Frame frame =
                    Frame.of(withoutSuffix(userStart, withoutPrefix(assistantEnd, between)), List.of(Markers.TEXT));
            return frame.has(Markers.TEXT) ? Optional.of(frame) : Optional.empty();
        } catch (IllegalStateException e) {
            return Optional.empty();
        }
    }

    String generationPrompt() {
        List<PromptMessage> messages = List.of(Markers.user(Markers.EARLIER));
        return withoutPrefix(
                probe.render(messages, List.of(), GenerationPrompt.OMITTED),
                probe.render(messages, List.of(), GenerationPrompt.ADDED));
    }

    /** What stands before the first message when there is neither a system message nor a tool. */
    String preamble() {
        String turn = probe.render(Markers.user(Markers.EARLIER));
        return withoutSuffix(
                userStart, turn.substring(0, slot(Markers.EARLIER, turn).start()));
    }

    /** What {@code message} adds to a prompt where a user spoke before and a message {@code follower} comes after it. */
    String bodyBefore(PromptMessage message, PromptMessage follower, String followerMarker) {
        List<PromptMessage> messages = new ArrayList<>(List.of(Markers.user(Markers.EARLIER), message, follower));
        String turns = probe.render(messages, List.of(), GenerationPrompt.OMITTED);
        return withoutPrefix(userEnd, between(Markers.EARLIER, followerMarker, turns));
    }

    private String betweenUsers(PromptMessage message) {
        return withoutSuffix(userStart, bodyBefore(message, Markers.user(Markers.AFTER), Markers.AFTER));
    }

    static Slot slot(String marker, String rendering) {
        return Slot.of(marker, rendering)
                .orElseThrow(() -> new IllegalStateException("chat template: text of a message is not written"));
    }

    static String between(String marker, String followingMarker, String rendering) {
        int start = slot(marker, rendering).end();
        int end = slot(followingMarker, rendering).start();
        if (start > end) {
            throw notSeparable();
        }
        return rendering.substring(start, end);
    }

    static String after(String marker, String rendering) {
        return rendering.substring(slot(marker, rendering).end());
    }

    static String withoutPrefix(String prefix, String text) {
        if (!text.startsWith(prefix)) {
            throw notSeparable();
        }
        return text.substring(prefix.length());
    }

    static String withoutSuffix(String suffix, String text) {
        if (!text.endsWith(suffix)) {
            throw notSeparable();
        }
        return text.substring(0, text.length() - suffix.length());
    }

    private static IllegalStateException notSeparable() {
        return new IllegalStateException("chat template: what a message writes depends on its neighbours");
    }
}
