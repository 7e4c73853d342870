package io.plimsoll.gateway.agents;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.gateway.RunningGateway;
import io.plimsoll.gateway.agents.AgentProcess.Ended;
import io.plimsoll.gateway.agents.AgentStage.LaneLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/**
 * What every agent has to get from a gateway that holds it under a cap: a task of many turns that ends as if there were no
 * gateway. The agent reads notes that are more than the cap together, changes one, and is asked afterwards what stood in the
 * first.
 */
@EnabledIfEnvironmentVariable(named = AgentStage.FOLDER, matches = ".+", disabledReason = AgentStage.MISSING)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(120)
abstract class AgentTaskContract {

    private static final String POLICY = "policies: [{name: agents, context: {cap: %d, newest-results: 1}}]";
    private static final String REFUSING =
            "policies: [{name: refusing, context: {cap: %d}, reduce: [], when-over: refuse}]";
    private static final Duration AT_ONCE = Duration.ofSeconds(2);

    private final Agent agent;
    private final int cap;
    private AgentStage stage;
    private Ended task;
    private Ended question;
    private List<EngineRequest> work;
    private int taskLength;

    /** @param cap tokens that a lane may hold: more than what the agent sends in any case, less than that with all notes */
    AgentTaskContract(Agent agent, int cap) {
        this.agent = agent;
        this.cap = cap;
    }

    /** The call with which the agent reads a whole file. */
    abstract Turn read(Path file);

    /** The call with which it runs a command of the shell. */
    abstract Turn run(String command);

    /** The call with which it replaces a text in a file that it has read. */
    abstract Turn replace(Path file, String text, String by);

    /** The arguments with which it works on a prompt, and ends. */
    abstract String[] asked(String prompt);

    /** The same in the conversation that it had last. */
    abstract String[] askedAgain(String prompt);

    /** Whether a prompt is a turn of the agent itself, none of a helper of its. */
    abstract boolean isOwnTurn(EngineRequest request);

    AgentStage stage() {
        return stage;
    }

    @BeforeAll
    void work() {
        stage = AgentStage.of(agent, POLICY.formatted(cap));
        Workspace workspace = stage.workspace();
        for (int note = 1; note < Workspace.NOTES; note++) {
            stage.model().plays(read(workspace.note(note)));
        }
        Path last = workspace.note(Workspace.NOTES);
        stage.model()
                .answers(request -> !isOwnTurn(request), new Turn.Say("Nothing to do."))
                .plays(run("cat " + last), read(last), replace(last, "status: open", "status: done"));
        task = stage.run(asked("Read all notes, then mark the last one as done."));
        taskLength = stage.engine().requests().size();
        question = stage.run(askedAgain(Workspace.QUESTION));
        work = stage.engine().requests();
    }

    @AfterAll
    void stop() {
        if (stage != null) {
            stage.close();
        }
    }

    @Test
    void theTaskIsDoneAndEndsWithItsFinalAnswer() throws IOException {
        assertEndedWell(task);
        assertEndedWell(question);
        assertThat(Files.readString(stage.workspace().note(Workspace.NOTES))).contains("status: done");
        assertThat(ownTurns(taskRequests())).hasSizeGreaterThanOrEqualTo(Workspace.NOTES + 3);
    }

    @Test
    void everyPromptThatReachesTheEngineIsLegalInItsDialect() {
        assertThat(stage.engine().unknown()).isEmpty();
        stage.engine().requests().forEach(request -> request.shape().assertLegal());
    }

    @Test
    void noPromptIsAboveTheCap() {
        assertThat(ownTurns(work))
                .extracting(request -> request.shape().tokens())
                .allMatch(tokens -> tokens <= cap);
    }

    @Test
    void theHistoryIsCutOnTheWayAndItsPrefixStaysBetweenCuts() {
        int cuts = stage.lanes().stream().mapToInt(LaneLine::cuts).max().orElse(0);
        assertThat(cuts).isBetween(1, 4);

        int broken = 0;
        List<PromptShape.Entry> before = List.of();
        for (EngineRequest request : ownTurns(taskRequests())) {
            List<PromptShape.Entry> entries = request.shape().entries();
            boolean kept = entries.size() >= before.size()
                    && entries.subList(0, before.size()).equals(before);
            broken += kept ? 0 : 1;
            before = entries;
        }
        assertThat(broken).as("prompts that do not begin with the one before").isLessThanOrEqualTo(cuts);
    }

    @Test
    void theNextQuestionComesWithWhatWasCut() {
        EngineRequest asked = ownTurns(questionRequests()).getFirst();

        assertThat(asked.shape().text()).contains(Workspace.QUESTION, Workspace.FACT);
    }

    @Test
    void ctrlCInMidStreamReachesTheEngine() {
        stage.model().plays(new Turn.Stall("Let me think"));
        try (AgentProcess process = stage.start(asked("Think about it."))) {
            RunningGateway.eventually(() -> !stage.engine().stalled().isEmpty());
            EngineRequest stalled = stage.engine().stalled().getFirst();

            process.interrupt();
            long sent = System.nanoTime();

            stalled.awaitGone().run();
            assertThat(Duration.ofNanos(System.nanoTime() - sent)).isLessThan(AT_ONCE);
            process.awaitEnd();
        }
    }

    /**
     * A stage of the same agent whose first tool result is more than the gateway lets it hold, so that nothing but a refusal is
     * left.
     *
     * @param room tokens behind the first prompt, less than the result
     */
    AgentStage refusing(int room) {
        int first = ownTurns(work).getFirst().shape().tokens();
        AgentStage refusing = AgentStage.of(agent, REFUSING.formatted(first + room));
        Workspace workspace = refusing.workspace();
        refusing.model().plays(run("cat " + workspace.note(1) + " " + workspace.note(2)));
        return refusing;
    }

    /** The prompts of the task, in order. */
    List<EngineRequest> taskRequests() {
        return work.subList(0, taskLength);
    }

    /** The prompts of the question behind it. */
    List<EngineRequest> questionRequests() {
        return work.subList(taskLength, work.size());
    }

    /** Those that are turns of the agent itself. */
    List<EngineRequest> ownTurns(List<EngineRequest> requests) {
        return requests.stream().filter(this::isOwnTurn).toList();
    }

    private static void assertEndedWell(Ended ended) {
        assertThat(ended.exitCode()).as("exit code, after %s", ended).isZero();
        assertThat(ended.output()).contains(ScriptedModel.FINAL_ANSWER);
        assertThat(ended.output() + ended.errors()).doesNotContainIgnoringCase("error");
    }
}
