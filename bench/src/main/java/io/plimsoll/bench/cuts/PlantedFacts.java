package io.plimsoll.bench.cuts;

import io.plimsoll.bench.BenchFailure;
import io.plimsoll.budget.tokens.PromptMessage;
import io.plimsoll.budget.tokens.PromptRole;
import io.plimsoll.gateway.replay.ChatMessages;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A long chat with facts planted in it, and a question to each: the form of the lost-in-compaction set, a list of messages
 * and a file beside it with {@code facts[]}. Facts that the set itself had summarised away count as little as preferences,
 * which no text holds verbatim, and as facts that nobody in their span states.
 *
 * @param session the chat
 * @param questions one for each fact that counts
 */
record PlantedFacts(AgentSession session, List<Question> questions) {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String PREFERENCE = "single-session-preference";

    PlantedFacts {
        questions = List.copyOf(questions);
    }

    /**
     * A question.
     *
     * @param text as the user asks it
     * @param sentences those that state the fact; any of them will do
     */
    record Question(String text, List<String> sentences) {

        Question {
            sentences = List.copyOf(sentences);
        }
    }

    /** Reads {@code NAME.json} or {@code NAME.json.gz}, and {@code NAME_meta.json} in the same folder. */
    static PlantedFacts read(Path history) {
        String name = String.valueOf(history.getFileName()).replaceAll("\\.json(\\.gz)?$", "");
        JsonNode chat = parsed(history);
        List<Question> questions = new ArrayList<>();
        for (JsonNode fact : parsed(history.resolveSibling(name + "_meta.json")).path("facts")) {
            boolean counts = !fact.path("compacted").asBoolean(false)
                    && !fact.path("question_type").asString("").equals(PREFERENCE);
            List<String> sentences = counts ? new StatedFact(fact).sentences(chat) : List.of();
            if (!sentences.isEmpty()) {
                questions.add(new Question(fact.path("question").asString(""), sentences));
            }
        }
        List<PromptMessage> messages = new ArrayList<>(
                LegalHistory.of(chat.valueStream().map(ChatMessages::prompt).toList()));
        if (messages.getLast().role() == PromptRole.USER) {
            messages.add(PromptMessage.of(PromptRole.ASSISTANT, "Noted."));
        }
        return new PlantedFacts(new AgentSession(name, "You are a helpful assistant.", List.of(), messages), questions);
    }

    private static JsonNode parsed(Path file) {
        try (InputStream in = file.toString().endsWith(".gz")
                ? new GZIPInputStream(Files.newInputStream(file))
                : Files.newInputStream(file)) {
            return JSON.readTree(in);
        } catch (IOException | JacksonException unreadable) {
            throw new BenchFailure(file + ": cannot be read as JSON");
        }
    }
}
