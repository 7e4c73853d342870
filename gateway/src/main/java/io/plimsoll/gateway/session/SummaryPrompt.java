package io.plimsoll.gateway.session;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What clients say when they have a history summarised: a phrase of each client's own, and what all of them have in common. */
enum SummaryPrompt {
    CLAUDE_CODE("your task is to create a detailed summary of"),
    CODEX("context checkpoint compaction"),
    OPENCODE("context summarization agent"),
    PI("context summarization assistant"),
    QWEN_CODE("you are the component that summarizes"),
    QWEN_CODE_REMINDER("then, produce the <state_snapshot> xml"),
    GEMINI_CLI("distilling chat history into a structured xml <state_snapshot>"),
    GOOSE("llm context limit was reached when a user was in a working session"),
    KIMI_CLI("given a task to compact this conversation context");

    /** A summariser says what it is at once. */
    private static final int ROLE_CHARACTERS = 600;
    /** An instruction may carry the history that it is about between its first words and its last. */
    private static final int INSTRUCTION_HEAD = 3_000;

    private static final int INSTRUCTION_TAIL = 1_000;
    /** What a user asks in passing is shorter than any summariser prompt. */
    private static final int SHORTEST_INSTRUCTION = 200;

    /** "You are the component that summarizes a conversation": one sentence with both. */
    private static final Pattern ROLE = Pattern.compile(
            "\\byou are (?:now )?(?:an?|the|acting as)\\b(?=[^.\\n]*\\b(?:conversations?|chats?|sessions?|context|transcripts?|history)\\b)"
                    + "[^.\\n]*\\b(?:summari[sz]\\w*|compact(?:s|ing|ion)|compress(?:es|ing|ion)|condens\\w+|distil\\w*)\\b");

    private static final Pattern ORDER =
            Pattern.compile("\\b(?:creat|writ|produc|generat|provid|prepar|perform)(?:e|ing)\\W+(?:[\\w-]+\\W+){0,6}?"
                    + "(?:summary|hand-?off|checkpoint|snapshot|compaction)\\b"
                    + "|\\b(?:summari[sz]e|compact|condense|distil+)\\W+(?:[\\w-]+\\W+){0,6}?"
                    + "(?:conversation|session|chat|transcript|history|messages|discussion|context)\\b");

    private static final Pattern SUBJECT =
            Pattern.compile("\\b(?:conversation|chat|session|transcript|history|messages above|context)\\b");

    private static final Pattern SUCCESSOR =
            Pattern.compile("\\b(?:another|next|new|future|other) (?:\\w+ )?(?:llm|model|agent|assistant|instance)\\b"
                    + "|\\b(?:continu(?:e|ing)|resum(?:e|ing)|pick(?:ing)? up) (?:the|its|this|your|a) (?:\\w+ )?"
                    + "(?:task|work|session|conversation)\\b"
                    + "|\\b(?:continuing|continuation of the) session\\b"
                    + "|\\bcontext (?:window|limit)\\b|\\bonly memory\\b"
                    + "|\\b(?:replaces?|(?:in )?place of) (?:the|this) (?:\\w+ )?(?:conversation|history|messages)\\b");

    /** The name of a client that is not in the table. */
    static final String OTHER = "a client";

    private final String phrase;

    SummaryPrompt(String phrase) {
        this.phrase = phrase;
    }

    /**
     * Whose prompt it is.
     *
     * @param system the text of system messages, empty for none
     * @param instruction what the newest user message says last, empty for nothing
     * @return the client's name, {@link #OTHER} for one that is not known, empty where nobody asks for a summary of the history
     */
    static Optional<String> speaker(String system, String instruction) {
        String role = start(system, ROLE_CHARACTERS).toLowerCase(Locale.ROOT);
        String order = ends(instruction).toLowerCase(Locale.ROOT);
        return Stream.of(values())
                .filter(prompt -> role.contains(prompt.phrase) || order.contains(prompt.phrase))
                .map(SummaryPrompt::client)
                .findFirst()
                .or(() -> isSummariser(role, order) ? Optional.of(OTHER) : Optional.empty());
    }

    private static boolean isSummariser(String role, String order) {
        return ROLE.matcher(role).find()
                || (order.length() >= SHORTEST_INSTRUCTION
                        && ORDER.matcher(order).find()
                        && SUBJECT.matcher(order).find()
                        && SUCCESSOR.matcher(order).find());
    }

    private static String ends(String text) {
        return text.length() <= INSTRUCTION_HEAD + INSTRUCTION_TAIL
                ? text
                : start(text, INSTRUCTION_HEAD) + "\n" + text.substring(text.length() - INSTRUCTION_TAIL);
    }

    private static String start(String text, int characters) {
        return text.substring(0, Math.min(characters, text.length()));
    }

    private String client() {
        return this == QWEN_CODE_REMINDER
                ? QWEN_CODE.client()
                : name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
