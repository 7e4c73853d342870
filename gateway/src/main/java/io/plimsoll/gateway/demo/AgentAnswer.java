package io.plimsoll.gateway.demo;

import java.util.List;

/**
 * What an agent got for one turn.
 *
 * @param text what the model said; empty for nothing
 * @param calls what it wants to have done, in order
 * @param firstTokenNanos real time from sending the request to the first event of the answer
 * @param clientTokens the request, as the gateway counted it
 * @param sentTokens the request as the backend got it
 * @param outputTokens the answer, as the engine counted it
 */
record AgentAnswer(
        String text, List<Call> calls, long firstTokenNanos, int clientTokens, int sentTokens, int outputTokens) {

    /** A tool call; arguments are a JSON text. */
    record Call(String id, String name, String arguments) {}

    AgentAnswer {
        calls = List.copyOf(calls);
    }
}
