package io.plimsoll.gateway.translate;

import java.util.UUID;
import tools.jackson.databind.JsonNode;

/**
 * Who answers.
 *
 * @param id what is particular in the engine's id of the answer, empty where it gives none; the client's dialect puts a prefix
 *     before it
 * @param model the model, as the engine calls it
 * @param created seconds since 1970
 */
record AnswerHead(String id, String model, long created) {

    /** An answer that failed before the engine said who it is. */
    static final AnswerHead UNKNOWN = new AnswerHead("none", "", 0);

    /** The same with an id; where the engine gave none it is random, as clients ask for answers by their ids. */
    AnswerHead named() {
        return id.isEmpty() ? new AnswerHead(UUID.randomUUID().toString().replace("-", ""), model, created) : this;
    }

    static AnswerHead read(JsonNode completion) {
        return new AnswerHead(
                completion.path("id").asString("").replaceFirst("^chatcmpl-", ""),
                completion.path("model").asString(""),
                completion.path("created").asLong(0));
    }
}
