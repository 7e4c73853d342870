package io.plimsoll.gateway.translate;

import io.plimsoll.gateway.surface.ErrorDialect;
import java.util.List;

/** How a client's dialect writes an answer. Thread-safe. */
interface AnswerDialect {

    /** How it writes errors. */
    ErrorDialect errors();

    /** A writer of one answer's events. */
    AnswerEvents events(EventWriter out);

    /** An answer of one piece. */
    byte[] document(AnswerHead head, List<AnswerBlock> blocks, AnswerEnd end);
}
