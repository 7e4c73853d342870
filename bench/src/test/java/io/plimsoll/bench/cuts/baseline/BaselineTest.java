package io.plimsoll.bench.cuts.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.backends.sim.SimulatedPrompt;
import io.plimsoll.bench.cuts.Counts;
import io.plimsoll.bench.cuts.LetterCounter;
import io.plimsoll.bench.cuts.Talk;
import io.plimsoll.budget.tokens.PromptMessage;
import io.plimsoll.budget.tokens.PromptRole;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BaselineTest {

    private static final int CAP = 6_000;

    private final Counts counts = LetterCounter.counts();

    /** Requests of a session in which each step reads a file of some 500 letters with a definition of its own. */
    private static List<SimulatedPrompt.Chat> requests() {
        var talk = new Talk().user("Never push. Find where the hull is measured.");
        for (int i = 0; i < 60; i++) {
            talk.step(
                    "{\"path\":\"src/Hull" + i + ".java\"}",
                    "class Hull" + i + " extends Base {\n"
                            + ("  the hold is full of grain today, " + i + "\n").repeat(12));
            if (i % 10 == 9) {
                talk.assistant("Seen " + i + ".").user("Go on with part " + i + ".");
            }
        }
        List<PromptMessage> all = talk.messages();
        List<SimulatedPrompt.Chat> requests = new ArrayList<>();
        for (int i = 1; i < all.size(); i++) {
            if (all.get(i).role() == PromptRole.ASSISTANT) {
                requests.add(new SimulatedPrompt.Chat("You help.", List.of(), all.subList(0, i)));
            }
        }
        return requests;
    }

    private int tokens(List<PromptMessage> messages) {
        return "You help.".length()
                + messages.stream().mapToInt(counts::message).sum();
    }

    @ParameterizedTest
    @EnumSource(
            value = Baseline.class,
            names = {"RECENCY", "MASK_IN_BATCHES", "CLIFF", "CLIFF_BM25", "DIGEST"})
    void staysUnderItsCapAndLegal(Baseline baseline) {
        Cutter cutter = baseline.cutter(CAP, counts);
        for (SimulatedPrompt.Chat request : requests()) {
            List<PromptMessage> sent = cutter.sent(request);

            assertThat(tokens(sent)).isLessThanOrEqualTo(CAP);
            assertThat(sent.getFirst().role()).isEqualTo(PromptRole.USER);
            assertThat(sent.getLast().text())
                    .endsWith(request.messages().getLast().text());
            for (int i = 1; i < sent.size(); i++) {
                boolean result = sent.get(i).role() == PromptRole.TOOL;
                assertThat(result).isEqualTo(!sent.get(i - 1).calls().isEmpty());
                assertThat(result || sent.get(i).role() != sent.get(i - 1).role())
                        .isTrue();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Baseline.class,
            names = {"MASK_IN_BATCHES", "CLIFF", "DIGEST"})
    void changesNothingBetweenTwoCuts(Baseline baseline) {
        Cutter cutter = baseline.cutter(CAP, counts);
        List<PromptMessage> before = List.of();
        int cuts = 0;
        for (SimulatedPrompt.Chat request : requests()) {
            List<PromptMessage> sent = cutter.sent(request);
            boolean extended = sent.size() >= before.size()
                    && sent.subList(0, before.size()).equals(before);
            cuts += extended ? 0 : 1;
            before = sent;
        }

        assertThat(cuts).isBetween(3, 20);
    }

    @Test
    void recencyChangesTheBeginningOnAlmostEveryTurn() {
        Cutter cutter = Baseline.RECENCY.cutter(CAP, counts);
        List<PromptMessage> before = List.of();
        int breaks = 0;
        for (SimulatedPrompt.Chat request : requests()) {
            List<PromptMessage> sent = cutter.sent(request);
            breaks += sent.subList(0, Math.min(before.size(), sent.size())).equals(before) ? 0 : 1;
            before = sent;
        }

        assertThat(breaks).isGreaterThan(30);
    }

    @Test
    void masksAllResultsButTheNewestTen() {
        SimulatedPrompt.Chat last = requests().getLast();

        List<PromptMessage> sent = Baseline.MASK_EACH_TURN.cutter(CAP, counts).sent(last);

        assertThat(sent).hasSameSizeAs(last.messages());
        assertThat(sent.stream()
                        .filter(message -> message.role() == PromptRole.TOOL)
                        .filter(message -> message.text().startsWith("class")))
                .hasSize(10);
    }

    @Test
    void digestKeepsTheLineThatDefinesEachName() {
        Cutter cutter = Baseline.DIGEST.cutter(CAP, counts);
        List<PromptMessage> sent = List.of();
        for (SimulatedPrompt.Chat request : requests().subList(0, 15)) {
            sent = cutter.sent(request);
        }

        String all = String.join("\n", sent.stream().map(PromptMessage::text).toList());
        assertThat(all).contains("class Hull1 extends Base {", "class Hull7 extends Base {", "Never push.");
        assertThat(sent.stream().filter(message -> message.role() == PromptRole.TOOL))
                .hasSizeLessThan(12);
    }

    @Test
    void recallsWhatTheUserAsksFor() {
        Cutter cutter = Baseline.CLIFF_BM25.cutter(CAP, counts);
        List<PromptMessage> asking = new ArrayList<>();
        for (SimulatedPrompt.Chat request : requests()) {
            cutter.sent(request);
            asking = new ArrayList<>(request.messages());
        }
        asking.add(PromptMessage.of(PromptRole.ASSISTANT, "Done."));
        asking.add(PromptMessage.of(PromptRole.USER, "What does Hull3 extend?"));

        List<PromptMessage> sent = cutter.sent(new SimulatedPrompt.Chat("You help.", List.of(), asking));

        assertThat(sent.getLast().text()).contains("class Hull3 extends Base").endsWith("What does Hull3 extend?");
    }
}
