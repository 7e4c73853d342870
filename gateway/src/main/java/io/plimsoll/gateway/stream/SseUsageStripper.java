package io.plimsoll.gateway.stream;
import io.vertx.core.buffer.Buffer;
public final class SseUsageStripper {
    public Buffer feed(Buffer b) { return b; }
    public Buffer finish() { return Buffer.buffer(); }
}
