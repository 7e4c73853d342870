package io.plimsoll.gateway.demo;

import io.plimsoll.backends.sim.Reply;
import io.plimsoll.gateway.demo.AgentClient.NoAnswerException;
import java.io.IOException;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import tools.jackson.databind.json.JsonMapper;

/**
 * One agent at work on one task: asks the model, does what it calls for, thinks a little, and asks again with all of it in
 * the history. Everything but the answers comes from its seed. Runs on a thread of its own.
 */
final class AgentSession {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    /** With some 1,000 tokens a turn, sessions end at about 35,000 tokens. */
    private static final int TURNS = 35;

    private final String name;
    private final Pace pace;
    private final SplittableRandom random;
    private final ChatLog log;
    private int turn;
    private int cutSoFar;

    /**
     * How fast agents are.
     *
     * @param thinkMillis mean real time between an answer and the next turn
     */
    record Pace(double thinkMillis) {}

    /**
     * A session that has not sent anything yet.
     *
     * @param name how it names itself to the gateway
     * @param turnsBefore turns that it is taken to have behind it, below {@value #TURNS}
     */
    AgentSession(String name, long seed, int turnsBefore, Pace pace) {
        this.name = name;
        this.pace = pace;
        this.random = new SplittableRandom(seed);
        String task = "Task " + name + ": make the tests of " + Workspace.path(random.nextInt(Workspace.FILES))
                + " pass. " + Workspace.prose(random, 80);
        this.log = new ChatLog(Demo.MODEL, task);
        String newest = task;
        while (turn < turnsBefore) {
            Reply reply = ScriptedModel.next(newest);
            log.answered(reply);
            var call = reply.calls().getFirst();
            newest = work(new AgentAnswer.Call(call.id(), call.name(), call.arguments()));
            turn++;
        }
    }

    /** A number of turns that a session may have behind it when the load begins. */
    static int anyAge(SplittableRandom random) {
        return random.nextInt(TURNS);
    }

    /**
     * Works until the task is done, or until a turn gets no answer.
     *
     * @param meter what a turn is added to when it ends
     */
    void run(AgentClient client, Supplier<LoadMeter> meter) throws InterruptedException {
        try {
            while (turn < TURNS) {
                AgentAnswer answer = client.turn(name, log.request());
                record(answer, meter.get());
                log.answered(answer);
                answer.calls().forEach(this::work);
                turn++;
                Thread.sleep(Math.round(-pace.thinkMillis() * Math.log(1 - random.nextDouble())));
            }
        } catch (NoAnswerException noAnswer) {
            if (noAnswer.refused()) {
                meter.get().refused();
            } else {
                meter.get().failed();
            }
        } catch (IOException broken) {
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedException("the agent was sent home during a turn");
            }
            meter.get().failed();
        }
    }

    /** What is cut once stays cut: only what the gap between both counts grows by is new. */
    private void record(AgentAnswer answer, LoadMeter meter) {
        meter.answered(answer);
        int cut = answer.clientTokens() - answer.sentTokens();
        meter.cut(Math.max(0, cut - cutSoFar));
        cutSoFar = cut;
    }

    private String work(AgentAnswer.Call call) {
        String target = JSON.readTree(call.arguments()).path("target").asString("");
        String result = Workspace.result(Tool.named(call.name()), target, random);
        log.result(call.id(), result);
        return result;
    }
}
