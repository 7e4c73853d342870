package io.plimsoll.backends.sim;

import tools.jackson.databind.node.ObjectNode;

/** One of the engine's dialects for generation: how a request is read and how its answer is written. Thread-safe. */
interface Surface {

    /** An answer as server-sent events, each method one piece of the stream. Created per request, not thread-safe. */
    interface Events {

        /** What comes before the first token. */
        String begin();

        /** The events of the tokens from {@code from} to before {@code to}, counted from 0. */
        String tokens(int from, int to);

        /** What comes after the last token, the end mark included. */
        String end();
    }

    /**
     * Reads a request.
     *
     * @throws RefusedException if something is missing or wrong
     */
    GenerationRequest read(RequestBody body);

    /** The whole answer, when all is generated. */
    ObjectNode whole(Answer answer, RequestBody body);

    /** The answer's events. */
    Events events(Answer answer, RequestBody body);

    /** The body of a refusal. */
    default ObjectNode refusal(RefusedException refused) {
        var error = RequestBody.JSON.createObjectNode();
        error.put("message", refused.text()).put("type", refused.type());
        error.put("param", refused.param().isEmpty() ? null : refused.param()).put("code", refused.status());
        return RequestBody.JSON.createObjectNode().set("error", error);
    }

    /** An unnamed event. */
    static String data(Object json) {
        return "data: " + json + "\n\n";
    }

    /** A named event. */
    static String event(String name, Object json) {
        return "event: " + name + '\n' + data(json);
    }
}
