package io.plimsoll.gateway.translate;

import io.plimsoll.gateway.translate.ChatChunk.CallPiece;
import io.plimsoll.gateway.translate.ChatChunk.Finish;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes whole blocks, one after the other, of the pieces of a chat completion. Not thread-safe; one per answer.
 *
 * <p>Chat completions may mix the pieces of several calls, the other dialects may not. A call that is open stays open until
 * its arguments are whole JSON; the pieces of later calls wait for that. When text or reasoning goes on, or the answer ends,
 * no call waits any longer.
 */
final class BlockSequence {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final AnswerEvents events;
    private final String answerId;
    private final Map<Integer, PendingCall> callsByIndex = new HashMap<>();
    private final Deque<PendingCall> waiting = new ArrayDeque<>();
    private final Set<PendingCall> over = new HashSet<>();
    private @Nullable AnswerBlock open;
    private @Nullable PendingCall openCall;
    private int blocks;
    private int calls;
    private boolean cutOff;

    /** @param answerId names the calls to which an engine gives no id */
    BlockSequence(AnswerEvents events, String answerId) {
        this.events = events;
        this.answerId = answerId;
    }

    /** @throws EngineFailure when a call goes on that was over */
    void add(ChatChunk chunk) throws EngineFailure {
        if (!chunk.reasoning().isEmpty()) {
            if (!(open instanceof AnswerBlock.Reasoning)) {
                closeAll();
                open(new AnswerBlock.Reasoning(blocks++));
            }
            grow(chunk.reasoning());
        }
        if (!chunk.text().isEmpty()) {
            if (!(open instanceof AnswerBlock.Text)) {
                closeAll();
                open(new AnswerBlock.Text(blocks++));
            }
            grow(chunk.text());
        }
        for (CallPiece piece : chunk.calls()) {
            add(piece);
        }
    }

    /** Whether the model called a tool. */
    boolean hasCalls() {
        return calls > 0;
    }

    /** No more pieces come. */
    void finish(Finish finish) {
        cutOff = finish == Finish.LENGTH || finish == Finish.CONTENT_FILTER;
        closeAll();
    }

    private void add(CallPiece piece) throws EngineFailure {
        PendingCall call = callsByIndex.get(piece.index());
        if (call == null || call.isAnother(piece.id())) {
            call = new PendingCall("call_" + answerId + "_" + calls++);
            callsByIndex.put(piece.index(), call);
            waiting.add(call);
        }
        call.take(piece);
        if (over.contains(call) && !call.held().isBlank()) {
            throw EngineFailure.unreadable("The engine's answer goes on with a call that was over");
        }
        if (openCall != null) {
            growBy(openCall);
        }
        openNextCalls();
    }

    private void openNextCalls() {
        while (!waiting.isEmpty()
                && waiting.getFirst().isNamed()
                && (openCall == null || open == null || isWhole(open.content()))) {
            close();
            openNextCall();
        }
    }

    private void openNextCall() {
        PendingCall call = waiting.removeFirst();
        open(call.block(blocks++));
        openCall = call;
        growBy(call);
    }

    private void closeAll() {
        close();
        while (!waiting.isEmpty()) {
            openNextCall();
            close();
        }
    }

    private void open(AnswerBlock block) {
        open = block;
        events.open(block);
    }

    private void growBy(PendingCall call) {
        String held = call.held();
        if (!held.isEmpty()) {
            call.release();
            grow(held);
        }
    }

    private void grow(String delta) {
        if (open != null) {
            open.append(delta);
            events.grow(open, delta);
        }
    }

    private void close() {
        if (open == null) {
            return;
        }
        AnswerBlock block = open;
        if (cutOff && (openCall == null || !isWhole(block.content()))) {
            block.cut();
        }
        if (openCall != null) {
            over.add(openCall);
            openCall = null;
        }
        open = null;
        events.close(block);
    }

    private static boolean isWhole(String arguments) {
        if (arguments.isBlank()) {
            return false;
        }
        try {
            JSON.readTree(arguments);
            return true;
        } catch (JacksonException partOfIt) {
            return false;
        }
    }

    /** A call, and what of its arguments has not been passed on. */
    private static final class PendingCall {

        private final String ownId;
        private final StringBuilder held = new StringBuilder();
        private @Nullable String id;
        private @Nullable String name;

        /** @param ownId its id where the engine gives it none */
        PendingCall(String ownId) {
            this.ownId = ownId;
        }

        /** Whether an id tells of another call; some engines give all calls the same index. */
        boolean isAnother(@Nullable String other) {
            return other != null && id != null && !other.equals(id);
        }

        boolean isNamed() {
            return name != null;
        }

        void take(CallPiece piece) {
            id = id == null ? piece.id() : id;
            name = name == null ? piece.name() : name;
            held.append(piece.arguments());
        }

        String held() {
            return held.toString();
        }

        void release() {
            held.setLength(0);
        }

        AnswerBlock block(int index) {
            return new AnswerBlock.Call(index, id == null ? ownId : id, name == null ? "" : name);
        }
    }
}
