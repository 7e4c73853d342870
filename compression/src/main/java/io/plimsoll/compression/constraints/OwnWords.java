package io.plimsoll.compression.constraints;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The parts of a user message that the user wrote. Agents put text of their own into user messages: reminders and
 * descriptions of the environment in tags, and, where a protocol has no tool role, what a tool answered. None of that is the
 * user's wish, and what a tool answered may be an attacker's. Fenced code is left out as well.
 */
final class OwnWords {

    /** Tags of Claude Code, Codex, Cline, Gemini CLI and mini-SWE-agent, and those of tool results in chat templates. */
    private static final Pattern HARNESS_TAG = Pattern.compile(
            "<(system-reminder|environment_context|environment_details|session_context|ide_opened_file|ide_selection"
                    + "|command-name|command-message|local-command-stdout|local-command-stderr|local-command-caveat"
                    + "|bash-input|bash-stdout|bash-stderr|task-notification|tool_result|tool_response|tool_output"
                    + "|function_results|function_result|file_content|returncode|output)\\b[^<>]{0,200}>");
    /** How an agent without a tool role begins a tool's answer: SWE-agent and ReAct, OpenHands, Cline and Roo Code. */
    private static final Pattern ANSWER_START = Pattern.compile(
            "\\s*+(?:OBSERVATION:|Observation:|EXECUTION RESULT of \\[|\\[[a-z_]{2,40} for '|\\[[a-z_]{2,40}] Result:)");
    /** SWE-agent ends what its shell answered with the prompt of the shell. */
    private static final String SHELL_PROMPT = "bash-$";

    private static final String FENCE = "```";

    private final String text;
    private final List<Span> own = new ArrayList<>();
    /** Where the next closing mark of a kind stands; looked for anew only once it lies behind. */
    private final Map<String, Integer> closings = new HashMap<>();

    private OwnWords(String text) {
        this.text = text;
    }

    /** The user's own parts of {@code text}, in order; in time linear in its length. */
    static List<Span> in(String text) {
        if (ANSWER_START.matcher(text).lookingAt() || text.stripTrailing().endsWith(SHELL_PROMPT)) {
            return List.of();
        }
        var words = new OwnWords(text);
        words.scan();
        return words.own;
    }

    private void scan() {
        Matcher tag = HARNESS_TAG.matcher(text);
        int tagAt = tag.find() ? tag.start() : text.length();
        int fenceAt = fenceFrom(0);
        int from = 0;
        while (tagAt < text.length() || fenceAt < text.length()) {
            int at = Math.min(tagAt, fenceAt);
            int end = at == tagAt ? closed("</" + tag.group(1) + ">", tag.end()) : closed(FENCE, at + FENCE.length());
            if (end > 0) {
                own.add(new Span(from, at));
                from = end;
            }
            int next = Math.max(end, at + 1);
            if (tagAt < next) {
                tagAt = tag.find(next) ? tag.start() : text.length();
            }
            fenceAt = fenceAt < next ? fenceFrom(next) : fenceAt;
        }
        own.add(new Span(from, text.length()));
    }

    /** Where a fence opens: at the start of a line. */
    private int fenceFrom(int from) {
        int at = text.indexOf(FENCE, from);
        while (at > 0 && text.charAt(at - 1) != '\n') {
            at = text.indexOf(FENCE, at + 1);
        }
        return at < 0 ? text.length() : at;
    }

    /** Behind the next {@code mark}, or -1 where a block is never closed: it is no block then. */
    private int closed(String mark, int from) {
        int known = closings.getOrDefault(mark, 0);
        if (known >= 0 && known < from) {
            known = text.indexOf(mark, from);
            closings.put(mark, known);
        }
        return known < 0 ? -1 : known + mark.length();
    }
}
