package io.plimsoll.gateway.demo;

import java.net.URI;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * A number of agents that work at the same time, each on one session after the other. The sessions of two loads are the
 * same; how far each gets depends on the answers. Thread-safe.
 */
final class AgentLoad implements AutoCloseable {

    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(10);
    /** After a turn without an answer an agent waits before it takes up the next task, so as not to flood anybody. */
    private static final Duration BREATHER = Duration.ofMillis(200);

    private static final int SESSIONS_PER_AGENT = 10_000;

    private final AgentClient client;
    private final ExecutorService agents = Executors.newVirtualThreadPerTaskExecutor();
    private final LoadMeter warmUp = new LoadMeter();
    private volatile LoadMeter meter = warmUp;

    private AgentLoad(AgentClient client) {
        this.client = client;
    }

    static AgentLoad start(URI gateway, int agents, AgentSession.Pace pace) {
        var load = new AgentLoad(new AgentClient(gateway));
        for (int agent = 0; agent < agents; agent++) {
            int number = agent;
            load.agents.submit(() -> load.work(number, pace));
        }
        return load;
    }

    /** From now on turns are added to a meter of their own, which is returned. */
    LoadMeter measure() {
        var fresh = new LoadMeter();
        meter = fresh;
        return fresh;
    }

    /** Turns that ended so far. */
    long turns() {
        LoadMeter latest = meter;
        return warmUp.turns() + (latest == warmUp ? 0 : latest.turns());
    }

    private void work(int agent, AgentSession.Pace pace) {
        var random = new SplittableRandom(agent);
        try {
            int age = AgentSession.anyAge(random);
            for (int task = 0; !Thread.currentThread().isInterrupted(); task++) {
                long seed = (long) agent * SESSIONS_PER_AGENT + task;
                new AgentSession("demo-" + agent + "-" + task, seed, age, pace).run(client, () -> meter);
                Thread.sleep(BREATHER);
                age = 0;
            }
        } catch (InterruptedException sentHome) {
            Thread.currentThread().interrupt();
        }
    }

    /** Sends the agents home in the middle of what they do. */
    @Override
    public void close() {
        agents.shutdownNow();
        try {
            agents.awaitTermination(CLOSE_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        } finally {
            client.close();
        }
    }
}
