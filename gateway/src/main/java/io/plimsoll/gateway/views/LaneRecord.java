package io.plimsoll.gateway.views;

import io.plimsoll.budget.LaneKey;
import io.plimsoll.compression.ChainHash;
import io.plimsoll.compression.ViewBytes;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * What is kept of a lane, as the bytes of its file:
 *
 * <pre>
 * magic and format (8 bytes) | CRC-32C of the rest (4) | when it was saved (8) | key, scope, ends, flags, backend | {@link ViewBytes}
 * </pre>
 *
 * A file that breaks off anywhere, or in which a bit has changed, is not read.
 *
 * @param savedAt when it was written, to the millisecond
 */
record LaneRecord(KeptLane lane, Instant savedAt) {

    /** "PLIMVIEW" but for its last letter, which is the format. */
    private static final long FORMAT = 0x504c_494d_5649_4501L;

    private static final int HEADER_BYTES = Long.BYTES + Integer.BYTES;

    /** The bytes of its file. */
    byte[] bytes() {
        byte[] view = ViewBytes.of(lane.view());
        var bytes = new ByteArrayOutputStream(view.length + 1_024);
        try (var out = new DataOutputStream(bytes)) {
            out.writeLong(FORMAT);
            out.writeInt(0);
            out.writeLong(savedAt.toEpochMilli());
            out.writeUTF(lane.key().tenant());
            out.writeUTF(lane.key().session());
            out.writeUTF(lane.key().lane());
            out.writeUTF(lane.scope());
            out.writeInt(lane.ends().size());
            for (ChainHash end : lane.ends()) {
                out.writeLong(end.high());
                out.writeLong(end.low());
            }
            out.writeBoolean(lane.followsCompaction());
            out.writeUTF(lane.backend() == null ? "" : lane.backend());
            out.write(view);
        } catch (IOException impossible) {
            throw new UncheckedIOException("a byte array takes everything", impossible);
        }
        byte[] written = bytes.toByteArray();
        ByteBuffer.wrap(written).putInt(Long.BYTES, checksum(written));
        return written;
    }

    /**
     * The record that {@link #bytes} wrote.
     *
     * @throws IOException if it is not whole, or of a format that is not known here
     */
    static LaneRecord read(byte[] bytes) throws IOException {
        if (bytes.length < HEADER_BYTES) {
            throw new IOException("kept lane: " + bytes.length + " bytes (expected: at least " + HEADER_BYTES + ")");
        }
        var header = ByteBuffer.wrap(bytes);
        if (header.getLong() != FORMAT) {
            throw new IOException("kept lane: in no format that is known here");
        }
        if (header.getInt() != checksum(bytes)) {
            throw new IOException("kept lane: " + bytes.length + " bytes whose checksum is wrong");
        }
        var in = new DataInputStream(new ByteArrayInputStream(bytes, HEADER_BYTES, bytes.length - HEADER_BYTES));
        try {
            Instant savedAt = Instant.ofEpochMilli(in.readLong());
            var key = new LaneKey(in.readUTF(), in.readUTF(), in.readUTF());
            String scope = in.readUTF();
            List<ChainHash> ends = new ArrayList<>();
            for (int left = in.readInt(); left > 0; left--) {
                ends.add(new ChainHash(in.readLong(), in.readLong()));
            }
            boolean followsCompaction = in.readBoolean();
            String backend = in.readUTF();
            var lane = new KeptLane(
                    key,
                    scope,
                    ends,
                    followsCompaction,
                    backend.isEmpty() ? null : backend,
                    ViewBytes.read(in.readAllBytes()));
            return new LaneRecord(lane, savedAt);
        } catch (IllegalArgumentException | DateTimeException impossible) {
            throw new IOException("kept lane: holds what no lane can hold", impossible);
        }
    }

    private static int checksum(byte[] bytes) {
        var crc = new CRC32C();
        crc.update(bytes, HEADER_BYTES, bytes.length - HEADER_BYTES);
        return (int) crc.getValue();
    }
}
