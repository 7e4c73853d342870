package io.plimsoll.clients;

import java.net.URI;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An SDK for JavaScript, in the hands of an application of {@code src/test/node}. */
record NodeSdk(NodeProcess application, URI gateway) implements Sdk {

    @Override
    public Ending ask(String question) {
        JsonNode ended = application.run("ask", gateway, question);
        return ended.has("told")
                ? JsonMapper.shared().treeToValue(ended.path("told"), Told.class)
                : JsonMapper.shared().treeToValue(ended.path("failed"), Failed.class);
    }

    @Override
    public void askAndLeave(String question) {
        tell("askAndLeave", question);
    }

    /** What the application makes of a command of its own. */
    JsonNode tell(String command, String word) {
        JsonNode ended = application.run(command, gateway, word);
        if (ended.has("failed")) {
            throw new AssertionError(command + ": " + ended.path("failed"));
        }
        return ended.path("told");
    }
}
