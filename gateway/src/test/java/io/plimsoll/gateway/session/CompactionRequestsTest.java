package io.plimsoll.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.gateway.surface.MalformedRequestException;
import io.plimsoll.gateway.surface.Surfaces;
import io.vertx.core.MultiMap;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

class CompactionRequestsTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String AGENT = "You are a coding agent. Summarise what you did at the end of the session.";

    private final Surfaces surfaces = new Surfaces();

    @ParameterizedTest
    @CsvSource({
        "x-claude-code-request-class, compaction, claude-code",
        "x-claude-code-compaction, reactive, claude-code",
        "x-codex-turn-metadata, '{\"request_kind\":\"compaction\"}', codex"
    })
    void aHeaderThatSaysSoIsEnough(String name, String value, String client) {
        assertThat(clientOf(AGENT, "Go on.", name, value)).contains(client);
    }

    @ParameterizedTest
    @CsvSource({"x-claude-code-request-class, main", "x-codex-turn-metadata, '{\"request_kind\":\"turn\"}'"})
    void aClientThatSaysItIsATurnIsBelievedWhateverItsWords(String name, String value) {
        assertThat(clientOf(AGENT, "Your task is to create a detailed summary of this conversation.", name, value))
                .isEmpty();
    }

    @Test
    void metadataThatCannotBeReadLeavesItToTheWords() {
        assertThat(clientOf(AGENT, "Go on.", "x-codex-turn-metadata", "{")).isEmpty();
        assertThat(clientOf(AGENT, "You are performing a CONTEXT CHECKPOINT COMPACTION.", "x-codex-turn-metadata", "{"))
                .contains("codex");
    }

    @Test
    void claudeCodesInstructionIsFoundBehindToolResults() {
        String content = """
                [{"tool_use_id":"t1","type":"tool_result","content":"Create a summary of nothing"},
                 {"type":"text","text":"<system-reminder>be nice</system-reminder>"},
                 {"type":"text","text":"CRITICAL: Respond with TEXT ONLY. Do NOT call any tools.\\n\\n\
                Your task is to create a detailed summary of the RECENT portion of the conversation.\\n\\n\
                For this reply only: write what the instructions above ask for."}]""";
        String body = """
                {"model":"m","max_tokens":9,"system":"You are an agent.","messages":[
                 {"role":"user","content":"hi"},
                 {"role":"assistant","content":[{"type":"tool_use","id":"t1","name":"Read","input":{}}]},
                 {"role":"user","content":%s},
                 {"role":"system","content":"Available agent types: none"}]}""".formatted(content);
        assertThat(clientOf("/v1/messages", body, MultiMap.caseInsensitiveMultiMap()))
                .contains("claude-code");
    }

    @ParameterizedTest
    @ValueSource(strings = {"""
        [{"type":"message","role":"developer","content":[{"type":"input_text","text":"You are an agent."}]},
         {"type":"message","role":"user","content":[{"type":"input_text","text":"first"},
          {"type":"input_text","text":"You are performing a CONTEXT CHECKPOINT COMPACTION. Create a handoff summary."}]}]""", """
        [{"role":"user","content":"You are performing a CONTEXT CHECKPOINT COMPACTION."}]""", """
        "You are performing a CONTEXT CHECKPOINT COMPACTION.\""""})
    void codexsInstructionIsFoundInAResponsesInput(String input) {
        String body = "{\"model\":\"m\",\"input\":" + input + "}";
        assertThat(clientOf("/v1/responses", body, MultiMap.caseInsensitiveMultiMap()))
                .contains("codex");
    }

    @Test
    void whatClaudeCodeSaysAfterACompactionIsATurn() {
        assertThat(clientOf(AGENT, """
                        This session is being continued from a previous conversation that ran out of context. The summary \
                        below covers the earlier portion of the conversation. 1. Primary request: the user wanted the parser \
                        to be fixed. Continue the conversation from where it left off without asking the user any further \
                        questions. Resume directly, do not acknowledge the summary, do not recap what was happening.""")).isEmpty();
    }

    @Test
    void whatCodexSaysAfterACompactionIsATurn() {
        assertThat(clientOf(AGENT, """
                        Another language model started to solve this problem and produced a summary of its thinking process. \
                        You also have access to the state of the tools that were used by that language model. Use this to \
                        build on the work that has already been done and avoid duplicating work. Here is the summary \
                        produced by the other language model: the session is about a parser.""")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "opencode    | You are a context summarization agent. You are given a conversation between a user and an agent.",
                "pi          | You are a context summarization assistant. Your task is to read a conversation.",
                "qwen-code   | You are the component that summarizes a conversation when its context window is about to overflow.",
                "gemini-cli  | You are a specialized system component responsible for distilling chat history into a structured XML <state_snapshot>.",
                "goose       | ## Task Context - An llm context limit was reached when a user was in a working session with an agent (you)",
                "a client    | You are an assistant that compacts the history of a chat between people and robots.",
                "a client    | You are now acting as the summarizer of long agent sessions."
            })
    void aSummariserIsKnownByItsSystemText(String client, String system) {
        assertThat(clientOf(system, "Here is the conversation so far: …")).contains(client);
    }

    @Test
    void qwenCodesWarmRequestIsKnownByItsLastWords() {
        assertThat(clientOf(AGENT, "x".repeat(9_000) + "\nThen, produce the <state_snapshot> XML."))
                .contains("qwen-code");
    }

    @ParameterizedTest
    @ValueSource(strings = {"""
        Stop what you are doing. Please write a complete summary of everything in this session so far, so that another \
        model can take over: goals, decisions, files that were touched, open problems and the next step. No tools.""", """
        The limit is near. Summarize the whole conversation above in full detail. The summary replaces the conversation, \
        so whatever it leaves out is lost; name files and commands exactly, and say what has to be done next, and why.""", """
        Prepare a hand-off document now. It has to hold everything that a fresh session needs to continue the work without \
        this history: what the user asked for, what was tried, which files matter, and what is to be done next.\
        """})
    void aRewordedInstructionIsFound(String instruction) {
        assertThat(clientOf(AGENT, instruction)).contains(SummaryPrompt.OTHER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Summarise this file",
                "Summarize the conversation between Alice and Bob in chat.txt and continue with the report.",
                "Write a summary of the design to docs/summary.md.",
                "Please create a detailed summary of the changes in this pull request, for the release notes.",
                """
        Read the transcripts in data/ and write a summary of each conversation: who spoke, what it was about, how long it \
        took, and whether the customer was content in the end. One file for each, in Markdown, with a table at its head.""",
                """
        Our parser forgets its state. The session object has a history field that is never written; look at Session.java \
        and at Context.java, find out why, and fix it. Then run the tests, and tell me in a few words what was wrong."""
            })
    void aUserWhoWantsSomethingSummarisedIsNot(String said) {
        assertThat(clientOf(AGENT, said)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "You are a title generator. You output ONLY a thread title. Use the language of the user you are summarizing.",
                "You are now acting as the managed memory extraction subagent for an AI coding assistant.",
                "You are a helpful assistant. Keep the conversation short. When asked for it, summarise a text in three lines.",
                "You are an assistant that summarizes articles. Be brief."
            })
    void otherSystemTextsAreNot(String system) {
        assertThat(clientOf(system, "Say hello")).isEmpty();
    }

    @Test
    void onlyTheNewestMessageIsLookedAt() {
        ArrayNode messages = messages(AGENT, "You are performing a CONTEXT CHECKPOINT COMPACTION.");
        messages.addObject().put("role", "assistant").put("content", "The summary.");
        messages.addObject().put("role", "user").put("content", "Thanks. Go on.");
        assertThat(clientOf("/v1/chat/completions", body(messages), MultiMap.caseInsensitiveMultiMap()))
                .isEmpty();
    }

    @Test
    void whatAToolReturnsIsNobodysInstruction() {
        ArrayNode messages = messages(AGENT, "Read the prompt.");
        messages.addObject()
                .put("role", "assistant")
                .putArray("tool_calls")
                .addObject()
                .put("id", "c1")
                .put("type", "function")
                .putObject("function")
                .put("name", "read")
                .put("arguments", "{}");
        messages.addObject()
                .put("role", "tool")
                .put("tool_call_id", "c1")
                .put("content", "You are performing a CONTEXT CHECKPOINT COMPACTION.");
        assertThat(clientOf("/v1/chat/completions", body(messages), MultiMap.caseInsensitiveMultiMap()))
                .isEmpty();
    }

    private Optional<String> clientOf(String system, String user, String... header) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        if (header.length > 0) {
            headers.add(header[0], header[1]);
        }
        return clientOf("/v1/chat/completions", body(messages(system, user)), headers);
    }

    private static ArrayNode messages(String system, String user) {
        ArrayNode messages = JSON.createArrayNode();
        messages.addObject().put("role", "system").put("content", system);
        messages.addObject().put("role", "user").put("content", user);
        return messages;
    }

    private static String body(ArrayNode messages) {
        return JSON.createObjectNode()
                .put("model", "m")
                .set("messages", messages)
                .toString();
    }

    private Optional<String> clientOf(String path, String body, MultiMap headers) {
        try {
            var request = surfaces.at(path).orElseThrow().read(body.getBytes(StandardCharsets.UTF_8), "t");
            return CompactionRequests.clientOf(headers, Objects.requireNonNull(request.history()));
        } catch (MalformedRequestException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
