package io.plimsoll.gateway.stream;

import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;

/** Takes the payload out of one server-sent event: its {@code data} lines, joined with LF (WHATWG HTML, section 9.2.6). */
final class SseData {

    private static final byte[] NAME = {'d', 'a', 't', 'a'};

    private SseData() {}

    /** The payload of an event; empty when it has none. Without a copy for an event of one data line. */
    static ByteSpan of(ByteSpan event) {
        ByteSpan only = null;
        ByteArrayOutputStream joined = null;
        int start = skipByteOrderMark(event);
        while (start < event.to()) {
            int end = endOfLine(event, start);
            ByteSpan value = valueOf(event, start, end);
            if (value != null) {
                if (only == null) {
                    only = value;
                } else {
                    if (joined == null) {
                        joined = new ByteArrayOutputStream(event.length());
                        joined.write(only.bytes(), only.from(), only.length());
                    }
                    joined.write('\n');
                    joined.write(value.bytes(), value.from(), value.length());
                }
            }
            start = end + 1;
        }
        if (joined != null) {
            byte[] bytes = joined.toByteArray();
            return new ByteSpan(bytes, 0, bytes.length);
        }
        return only == null ? event.between(event.to(), event.to()) : only;
    }

    private static int skipByteOrderMark(ByteSpan event) {
        byte[] b = event.bytes();
        int at = event.from();
        boolean marked =
                event.length() >= 3 && b[at] == (byte) 0xef && b[at + 1] == (byte) 0xbb && b[at + 2] == (byte) 0xbf;
        return marked ? at + 3 : at;
    }

    private static int endOfLine(ByteSpan event, int start) {
        int at = start;
        while (at < event.to() && event.bytes()[at] != '\n' && event.bytes()[at] != '\r') {
            at++;
        }
        return at;
    }

    private static @Nullable ByteSpan valueOf(ByteSpan event, int start, int end) {
        int at = start + NAME.length;
        if (at > end || event.between(start, at).indexOf(NAME, start) < 0) {
            return null;
        }
        if (at == end) {
            return event.between(end, end);
        }
        if (event.bytes()[at] != ':') {
            return null;
        }
        at++;
        if (at < end && event.bytes()[at] == ' ') {
            at++;
        }
        return event.between(at, end);
    }
}
