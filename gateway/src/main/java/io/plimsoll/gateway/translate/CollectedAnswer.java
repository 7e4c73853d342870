package io.plimsoll.gateway.translate;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Gathers an answer's blocks until it is whole. Not thread-safe. */
final class CollectedAnswer implements AnswerEvents {

    private final AnswerDialect dialect;
    private final List<AnswerBlock> blocks = new ArrayList<>();
    private AnswerHead head = AnswerHead.UNKNOWN;
    private byte @Nullable [] document;

    CollectedAnswer(AnswerDialect dialect) {
        this.dialect = dialect;
    }

    @Override
    public void begin(AnswerHead answerHead) {
        head = answerHead;
    }

    @Override
    public void open(AnswerBlock block) {}

    @Override
    public void grow(AnswerBlock block, String delta) {}

    @Override
    public void close(AnswerBlock block) {
        blocks.add(block);
    }

    @Override
    public void end(AnswerEnd end) {
        document = dialect.document(head, blocks, end);
    }

    @Override
    public void fail(EngineFailure failure) {}

    /** The answer in one piece. */
    byte[] document() throws EngineFailure {
        if (document == null) {
            throw EngineFailure.unreadable("The engine's answer has no end");
        }
        return document;
    }
}
