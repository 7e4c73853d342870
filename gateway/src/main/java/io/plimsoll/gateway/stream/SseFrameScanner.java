package io.plimsoll.gateway.stream;

/**
 * Finds the ends of server-sent events in bytes that come in pieces. An event ends with an empty line; lines end with LF, CR
 * or CR LF, and one stream may mix them. Keeps a few bits of state and no bytes. Not thread-safe.
 */
final class SseFrameScanner {

    private boolean lineEmpty = true;
    private boolean afterCarriageReturn;
    private boolean endedByCarriageReturn;

    /**
     * The index after the next event's last byte, or -1 when the event does not end in the range. An LF behind the CR that
     * ended an event belongs to that event and is to be taken first: see {@link #startsWithRestOfLineEnd}.
     */
    int endOfFrame(byte[] bytes, int from, int to) {
        endedByCarriageReturn = false;
        for (int i = from; i < to; i++) {
            byte b = bytes[i];
            if (b == '\n' && afterCarriageReturn) {
                afterCarriageReturn = false;
            } else if (b == '\n' || b == '\r') {
                afterCarriageReturn = b == '\r';
                if (lineEmpty) {
                    endedByCarriageReturn = afterCarriageReturn;
                    return i + 1;
                }
                lineEmpty = true;
            } else {
                afterCarriageReturn = false;
                lineEmpty = false;
            }
        }
        return -1;
    }

    /** Whether {@code next}, right after the end of an event, still belongs to that event's last line end. */
    boolean startsWithRestOfLineEnd(byte next) {
        return endedByCarriageReturn && next == '\n';
    }

    /** Takes the byte that {@link #startsWithRestOfLineEnd} told of. */
    void skipRestOfLineEnd() {
        endedByCarriageReturn = false;
        afterCarriageReturn = false;
    }
}
