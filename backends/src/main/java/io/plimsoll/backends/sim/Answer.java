package io.plimsoll.backends.sim;

import java.util.List;

/**
 * One answer in the making: what will be said and the figures that go with it. Created per request, not thread-safe.
 */
final class Answer {

    private final String requestId;
    private final long createdAt;
    private final MeasuredRequest measured;
    private final int blockTokens;
    private final Reply sent;
    private int cachedTokens;
    private boolean admitted;

    /**
     * An answer to a request that was just submitted.
     *
     * @param requestId unique in the engine, without the surface's prefix
     * @param createdAt seconds since 1970
     */
    Answer(String requestId, long createdAt, MeasuredRequest measured, int blockTokens) {
        this.requestId = requestId;
        this.createdAt = createdAt;
        this.measured = measured;
        this.blockTokens = blockTokens;
        sent = measured.sent();
    }

    String requestId() {
        return requestId;
    }

    long createdAt() {
        return createdAt;
    }

    GenerationRequest request() {
        return measured.request();
    }

    /** What the client gets when all of it was generated. */
    Reply reply() {
        return sent;
    }

    int promptTokens() {
        return measured.promptTokens();
    }

    int outputTokens() {
        return measured.outputTokens();
    }

    int cachedTokens() {
        return cachedTokens;
    }

    /** Prompt tokens whose whole blocks were not in the cache before. */
    int createdCacheTokens() {
        return promptTokens() / blockTokens * blockTokens - cachedTokens;
    }

    /** Notes what was in the cache when the request was first admitted; what a preemption adds is its own output. */
    void admitted(int hitTokens) {
        if (!admitted) {
            admitted = true;
            cachedTokens = hitTokens;
        }
    }

    /** Whether the token limit ended the answer, and not the model. */
    boolean cutShort() {
        return measured.cutShort();
    }

    /** Why it ended, as chat completions and metrics say it. */
    String finishReason() {
        if (cutShort()) {
            return "length";
        }
        return reply().calls().isEmpty() ? "stop" : "tool_calls";
    }

    /** What the tokens from {@code from} to before {@code to} bring. */
    List<Reply.Delta> deltas(int from, int to) {
        return measured.reply().deltas(from, to, measured.replyTokens());
    }
}
