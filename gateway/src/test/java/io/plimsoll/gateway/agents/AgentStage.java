package io.plimsoll.gateway.agents;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.plimsoll.gateway.RunningGateway;
import io.plimsoll.gateway.ScriptedEngine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One agent with a workspace, a gateway in front of a scripted engine, and nothing else that it could reach. */
final class AgentStage implements AutoCloseable {

    /** Names the folder in which the agents are installed. */
    static final String FOLDER = "PLIMSOLL_AGENTS";

    static final String MISSING = "set PLIMSOLL_AGENTS to a folder in which npm has installed .ci/agents/package.json";

    /** Nobody listens there, so that whatever is meant for other machines fails at once. */
    private static final String DEAD_END = "http://127.0.0.1:9";

    private final Agent agent;
    private final Path executables;
    private final Workspace workspace = Workspace.withNotes();
    private final ScriptedModel model = new ScriptedModel();
    private final AgentEngine engine = new AgentEngine(model);
    private final RunningGateway gateway;
    private final SetupPage page;

    private AgentStage(Agent agent, Path executables, String policy) {
        this.agent = agent;
        this.executables = executables;
        this.gateway = RunningGateway.before(policy, engine.port());
        this.page = SetupPage.of(agent, gateway.port(), ScriptedEngine.MODEL);
        agent.configure(page, workspace.home(), workspace.folder());
    }

    /**
     * Sets one up; the test is skipped where the agent is not installed.
     *
     * @param policy the keys of the policy file that {@link RunningGateway#before} takes
     */
    static AgentStage of(Agent agent, String policy) {
        Path executables = Path.of(System.getenv().getOrDefault(FOLDER, "absent"), "node_modules", ".bin");
        Path executable = executables.resolve(agent.command());
        assumeTrue(Files.isExecutable(executable), () -> executable + " is missing: " + MISSING);
        return new AgentStage(agent, executables, policy);
    }

    Workspace workspace() {
        return workspace;
    }

    ScriptedModel model() {
        return model;
    }

    AgentEngine engine() {
        return engine;
    }

    RunningGateway gateway() {
        return gateway;
    }

    /** Starts the agent as its page says, with further arguments. */
    AgentProcess start(String... arguments) {
        List<String> command = new ArrayList<>(page.command());
        command.set(0, executables.resolve(agent.command()).toString());
        command.addAll(agent.quietArguments());
        command.addAll(List.of(arguments));
        Map<String, String> environment = new HashMap<>(agent.quiet());
        environment.put("PATH", executables + ":" + System.getenv("PATH"));
        environment.put("HOME", workspace.home().toString());
        environment.put("TMPDIR", workspace.home().toString());
        environment.put("HTTPS_PROXY", DEAD_END);
        environment.put("NO_PROXY", "127.0.0.1");
        environment.putAll(page.environment());
        return AgentProcess.start(workspace, command, environment);
    }

    /** Runs the agent to its end. */
    AgentProcess.Ended run(String... arguments) {
        try (AgentProcess process = start(arguments)) {
            return process.awaitEnd();
        }
    }

    /**
     * One line of the page that lists sessions.
     *
     * @param cuts how often its history was cut
     */
    record LaneLine(String session, String lane, int cuts, String decision) {}

    /** All lanes that the gateway knows. */
    List<LaneLine> lanes() {
        JsonNode page =
                JsonMapper.shared().readTree(gateway.get("/plimsoll/sessions").body());
        return page.path("sessions")
                .valueStream()
                .map(lane -> new LaneLine(
                        lane.path("session").asString(),
                        lane.path("lane").asString(),
                        lane.path("cuts").asInt(),
                        lane.path("decision").asString("")))
                .toList();
    }

    @Override
    public void close() {
        try (workspace;
                engine;
                gateway) {
            // Each is closed, whatever the others do: first what is in front.
        }
    }
}
