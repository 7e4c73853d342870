package io.plimsoll.gateway.translate;

import io.plimsoll.gateway.translate.ChatChunk.Finish;
import org.jspecify.annotations.Nullable;

/** One chat completion, passed on block by block as it comes. Not thread-safe. */
final class ChatAnswer {

    private final AnswerEvents events;
    private @Nullable BlockSequence blocks;
    private @Nullable Finish finish;
    private @Nullable String stopSequence;
    private @Nullable ChatUsage usage;

    ChatAnswer(AnswerEvents events) {
        this.events = events;
    }

    void add(ChatChunk chunk) throws EngineFailure {
        if (blocks == null) {
            AnswerHead head = chunk.head().named();
            events.begin(head);
            blocks = new BlockSequence(events, head.id());
        }
        blocks.add(chunk);
        if (chunk.finish() != null) {
            finish = chunk.finish();
            stopSequence = chunk.stopSequence();
            blocks.finish(finish);
        }
        // It may come with the last text, in a chunk of its own behind that, or as a running total.
        usage = chunk.usage() == null ? usage : chunk.usage();
    }

    /** Whether the model has stopped; only usage may come yet. */
    boolean isFinished() {
        return finish != null;
    }

    /** @throws EngineFailure when there was no answer */
    void end() throws EngineFailure {
        if (blocks == null) {
            throw EngineFailure.unreadable("The engine's answer is empty");
        }
        Finish stopped = finish == null ? Finish.STOP : finish;
        blocks.finish(stopped);
        // Engines that were told which tool to call say "stop".
        boolean called = blocks.hasCalls() && stopped == Finish.STOP;
        events.end(new AnswerEnd(called ? Finish.TOOL_CALLS : stopped, stopSequence, usage));
    }
}
