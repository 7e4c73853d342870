package io.plimsoll.clients;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An SDK in the hands of an application. Whatever is asked, the application offers the tool {@value Weather#TOOL}, streams the
 * answers, does what they call for, and asks again until nothing is called any more.
 */
interface Sdk extends AutoCloseable {

    /** How an exchange ended for the application. Closed: an SDK returns or throws. */
    sealed interface Ending {}

    /**
     * The SDK returned.
     *
     * @param calls the tool calls that the application was asked for, in order
     * @param pieces how many pieces of text the streams brought
     * @param text the last answer, put together by the SDK
     * @param usage of the last answer, as the SDK tells it
     */
    record Told(List<Call> calls, int pieces, String text, Usage usage) implements Ending {
        public Told {
            calls = List.copyOf(calls);
        }
    }

    /** A call as the application gets it. */
    record Call(String name, JsonNode arguments) {

        /** @param arguments JSON text, which SDKs pass on as it came or write anew */
        static Call of(String name, String arguments) {
            return new Call(name, JsonMapper.shared().readTree(arguments));
        }
    }

    /**
     * Tokens.
     *
     * @param input of the whole prompt, whatever the dialect's own convention
     * @param cached those of {@code input} that were in the engine's cache
     * @param output generated
     */
    record Usage(long input, long cached, long output) {}

    /**
     * The SDK threw.
     *
     * @param type the simple name of the class that was thrown
     * @param status the HTTP status, as the SDK tells it
     * @param message what an application would log
     */
    record Failed(String type, int status, String message) implements Ending {}

    Ending ask(String question);

    /** Leaves as soon as the first piece of the answer is there. */
    void askAndLeave(String question);

    @Override
    default void close() {}
}
