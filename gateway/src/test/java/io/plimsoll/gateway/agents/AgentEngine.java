package io.plimsoll.gateway.agents;

import io.plimsoll.gateway.ScriptedEngine;
import io.plimsoll.gateway.agents.EngineDialect.Frame;
import io.plimsoll.gateway.http.FakeBackend;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An engine that speaks all three dialects of agents, streams what a scripted model does, counts prompts as the tests'
 * policy files say, and keeps every prompt that reached it. Thread-safe.
 */
final class AgentEngine implements AutoCloseable {

    private final ScriptedEngine engine = ScriptedEngine.start();
    private final List<EngineRequest> requests = new CopyOnWriteArrayList<>();
    private final List<EngineRequest> stalled = new CopyOnWriteArrayList<>();
    private final List<String> unknown = new CopyOnWriteArrayList<>();
    private final AtomicInteger answers = new AtomicInteger();
    private final ScriptedModel model;

    AgentEngine(ScriptedModel model) {
        this.model = model;
        engine.script(this::serve);
    }

    int port() {
        return engine.port();
    }

    /** Every prompt that came so far, in order. */
    List<EngineRequest> requests() {
        return List.copyOf(requests);
    }

    /** The prompts whose answer has begun and goes no further. */
    List<EngineRequest> stalled() {
        return List.copyOf(stalled);
    }

    /** The request lines of posts that no engine answers. */
    List<String> unknown() {
        return List.copyOf(unknown);
    }

    @Override
    public void close() {
        engine.close();
    }

    private void serve(FakeBackend.Exchange exchange) throws IOException {
        String path = exchange.requestLine().split("[ ?]")[1];
        Optional<EngineDialect> dialect = EngineDialect.all().stream()
                .filter(known -> path.equals(known.path()))
                .findFirst();
        if (dialect.isPresent()) {
            EngineRequest request = EngineRequest.read(dialect.get(), exchange);
            requests.add(request);
            answer(request, exchange);
        } else if (path.equals("/v1/messages/count_tokens")) {
            int tokens =
                    EngineRequest.read(new MessagesDialect(), exchange).shape().tokens();
            exchange.answer(200, "application/json", "{\"input_tokens\":" + tokens + "}");
        } else {
            unknown.add(exchange.requestLine());
            exchange.answer(404, "application/json", "{\"detail\":\"Not Found\"}");
        }
    }

    private void answer(EngineRequest request, FakeBackend.Exchange exchange) throws IOException {
        if (!request.body().path("stream").asBoolean(false)) {
            unknown.add(exchange.requestLine() + " without a stream");
            exchange.answer(400, "application/json", "{\"detail\":\"only streams are scripted\"}");
            return;
        }
        Turn turn = model.answer(request);
        exchange.startStream();
        List<Frame> frames = request.dialect()
                .frames(turn, answers.incrementAndGet(), request.shape().tokens());
        for (Frame frame : frames) {
            exchange.chunk(frame.bytes());
        }
        if (turn instanceof Turn.Stall) {
            stalled.add(request);
            exchange.holdUntilGone();
        }
        exchange.endStream();
    }
}
