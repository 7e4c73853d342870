package io.plimsoll.bench.cuts;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.backends.sim.SimulatedPrompt;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlantedFactsTest {

    @TempDir
    Path folder;

    private PlantedFacts facts() throws Exception {
        Files.writeString(folder.resolve("chat_meta.json"), """
                {"facts": [
                  {"question": "Where did Rachel move to?", "question_type": "knowledge-update", "keywords": ["Lisbon"],
                   "message_start": 0, "message_end": 1, "compacted": false},
                  {"question": "What is my dog called?", "question_type": "single-session-user", "keywords": ["Rex"],
                   "message_start": 2, "message_end": 3, "compacted": true},
                  {"question": "What do I like?", "question_type": "single-session-preference", "keywords": ["tea"],
                   "message_start": 0, "message_end": 3, "compacted": false}]}
                """);
        Files.writeString(folder.resolve("chat.json"), """
                [{"role": "user", "content": "Hello again.  My friend Rachel moved to Lisbon in May. I drink tea."},
                 {"role": "assistant", "content": "Lisbon is lovely."},
                 {"role": "user", "content": "My dog Rex is old."}]
                """);
        return PlantedFacts.read(folder.resolve("chat.json"));
    }

    @Test
    void asksForFactsThatASentenceStates() throws Exception {
        PlantedFacts facts = facts();

        assertThat(facts.questions())
                .containsExactly(new PlantedFacts.Question(
                        "Where did Rachel move to?", List.of("My friend Rachel moved to Lisbon in May.")));
        assertThat(facts.session().messages()).hasSize(4);
    }

    @Test
    void wantsTheSentenceOutsideTheQuestionWhateverTheSpacing() throws Exception {
        PlantedFacts facts = facts();
        PlantedFacts.Question question = facts.questions().getFirst();

        assertThat(FactsRun.isThere(question, turn(facts, "My friend\n Rachel moved to Lisbon in May.")))
                .isTrue();
        assertThat(FactsRun.isThere(question, turn(facts, "Rachel: Lisbon"))).isFalse();
    }

    private static Turn turn(PlantedFacts facts, String sent) {
        var prompt =
                new SimulatedPrompt.Chat("", List.of(), new Talk().user(sent).messages());
        return new Turn(facts.session(), 1, prompt, List.of(), prompt, 100);
    }
}
