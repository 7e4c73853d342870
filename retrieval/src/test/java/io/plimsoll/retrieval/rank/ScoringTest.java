package io.plimsoll.retrieval.rank;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.budget.LaneKey;
import io.plimsoll.retrieval.Conversations;
import io.plimsoll.retrieval.Origin;
import io.plimsoll.retrieval.Passage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScoringTest {

    @Test
    void prefersTheMonthAndDayThatTheQuestionNames() {
        var session = session(
                "user",
                List.of(
                        "[1 May 2023] Ann: We sailed to the island.",
                        "[7 June 2023] Ann: We sailed to the island.",
                        "[9 June 2023] Ann: We sailed to the island."));

        assertThat(best(session, "Where did they sail on June 9?")).isEqualTo(2);
        assertThat(best(session, "Where did they sail on 7 June?")).isEqualTo(1);
    }

    @Test
    void prefersTheSpeakerThatTheQuestionNames() {
        var session =
                session("user", List.of("[1 May 2023] Ann: I sold the boat.", "[1 May 2023] Olav: I sold the boat."));

        assertThat(best(session, "What did Olav sell?")).isEqualTo(1);
        assertThat(best(session, "What did Ann sell?")).isZero();
    }

    @Test
    void looksAtTheAssistantForWhatItSaid() {
        var stored = new ArrayList<>(stored("user", List.of("The red paint is for the boat hull.")));
        stored.add(
                new SessionPassages.Stored(passage("assistant", 1, "The red paint is for the boat hull, yes."), null));
        stored.add(new SessionPassages.Stored(passage("user", 2, "The red paint is for the boat hull, good."), null));

        assertThat(best(SessionPassages.of(stored), "Which paint did you recommend? You recommended red."))
                .isEqualTo(1);
    }

    @Test
    void prefersAnAnswerToItsQuestion() {
        var session =
                session("user", List.of("Where is the anchor stored?", "The anchor is stored aft.", "Fine then."));

        assertThat(best(session, "where is the anchor stored")).isEqualTo(1);
    }

    @Test
    void liftsAStretchThatTalksAboutTheMatter() {
        var texts = new ArrayList<String>();
        for (int i = 0; i < 40; i++) {
            texts.add("Nothing but gulls over the quay, count " + i);
        }
        texts.set(10, "The harbour crane stands idle.");
        texts.set(12, "The harbour crane is rusty.");
        texts.set(11, "It is a pity, all things considered.");
        texts.set(30, "It is a pity, all things considered.");

        var scores = new Scoring(session("user", texts), Question.of("harbour crane")).lexical();

        assertThat(scores[11]).isGreaterThan(scores[30]);
    }

    @Test
    void givesThePiecesOfALongTurnItsDateAndSpeaker() {
        var turn = "[8 May 2023] Ann: " + "We talked about the lighthouse for hours. ".repeat(20);
        var first = new Passage(
                new Passage.Place(lane(), "long", 0, 0),
                Origin.of("user", Conversations.NOON),
                turn.substring(0, 300),
                0);
        var second = new Passage(
                new Passage.Place(lane(), "long", 0, 300),
                Origin.of("user", Conversations.NOON),
                turn.substring(300),
                0);

        var session = SessionPassages.of(
                List.of(new SessionPassages.Stored(second, null), new SessionPassages.Stored(first, null)));

        assertThat(session.passage(1)).isEqualTo(second);
        assertThat(session.get(1).date()).isEqualTo(session.get(0).date()).isNotNull();
        assertThat(session.get(1).speaker()).isEqualTo("Ann");
    }

    private static int best(SessionPassages session, String question) {
        var scores = new Scoring(session, Question.of(question)).lexical();
        int best = 0;
        for (int i = 1; i < scores.length; i++) {
            best = scores[i] > scores[best] ? i : best;
        }
        return best;
    }

    private static SessionPassages session(String role, List<String> texts) {
        return SessionPassages.of(stored(role, texts));
    }

    private static List<SessionPassages.Stored> stored(String role, List<String> texts) {
        var stored = new ArrayList<SessionPassages.Stored>();
        for (int i = 0; i < texts.size(); i++) {
            stored.add(new SessionPassages.Stored(passage(role, i, texts.get(i)), null));
        }
        return stored;
    }

    private static Passage passage(String role, int position, String text) {
        return new Passage(
                new Passage.Place(lane(), "m" + position, position, 0), Origin.of(role, Conversations.NOON), text, 0);
    }

    private static LaneKey lane() {
        return new LaneKey("t", "s", LaneKey.MAIN);
    }
}
