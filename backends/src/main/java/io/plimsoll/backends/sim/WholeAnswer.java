package io.plimsoll.backends.sim;

import io.vertx.core.http.HttpServerResponse;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/** An answer that is sent when all of it is generated. Created per request, belongs to one event loop. */
final class WholeAnswer implements SimulationDriver.Course {

    private final HttpServerResponse response;
    private final Answer answer;
    private final Supplier<ObjectNode> body;

    WholeAnswer(HttpServerResponse response, Answer answer, Supplier<ObjectNode> body) {
        this.response = response;
        this.answer = answer;
        this.body = body;
    }

    @Override
    public void admitted(int hitTokens) {
        answer.admitted(hitTokens);
    }

    @Override
    public void generated(int tokens) {
        // Nothing leaves before the last token.
    }

    @Override
    public void ended() {
        EngineServer.send(response, 200, body.get());
    }
}
