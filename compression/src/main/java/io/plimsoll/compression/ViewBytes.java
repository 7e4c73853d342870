package io.plimsoll.compression;

import io.plimsoll.budget.tokens.PromptRole;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A view as bytes, so that it outlives the process: all of its edits with the bytes that they put into a request, which a later
 * version could not be trusted to derive again. Every value is written in the order in which its record declares it; words of
 * enums by their names, texts and lists behind their lengths.
 */
public final class ViewBytes {

    /** What {@link #read} understands. A change of any record below is another format. */
    private static final int FORMAT = 1;

    private static final byte REPLACE = 1;
    private static final byte SHORTEN = 2;
    private static final byte INSERT = 3;

    private ViewBytes() {}

    /** The view as bytes; equal views have equal bytes. */
    public static byte[] of(View view) {
        var bytes = new ByteArrayOutputStream(view.heldBytes());
        try (var out = new DataOutputStream(bytes)) {
            out.writeByte(FORMAT);
            out.writeLong(view.cuts());
            out.writeInt(view.edits().size());
            for (Edit edit : view.edits()) {
                write(out, edit);
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException("a byte array takes everything", impossible);
        }
        return bytes.toByteArray();
    }

    /**
     * The view that {@link #of} made these bytes from.
     *
     * @throws IOException if they are no view, or one in a format that is not known here
     */
    public static View read(byte[] bytes) throws IOException {
        var in = new DataInputStream(new ByteArrayInputStream(bytes));
        int format = in.readUnsignedByte();
        if (format != FORMAT) {
            throw new IOException("view: format " + format + " (expected: " + FORMAT + ")");
        }
        try {
            long cuts = in.readLong();
            List<Edit> edits = new ArrayList<>();
            for (int left = readCount(in); left > 0; left--) {
                edits.add(readEdit(in));
            }
            return new View(edits, cuts);
        } catch (IllegalArgumentException impossible) {
            throw new IOException("view: holds what no view can hold", impossible);
        }
    }

    private static void write(DataOutputStream out, Edit edit) throws IOException {
        switch (edit) {
            case Edit.Replace replace -> {
                out.writeByte(REPLACE);
                out.writeInt(replace.place().from());
                out.writeInt(replace.place().to());
                write(out, replace.anchor());
                write(out, replace.text());
                out.writeInt(replace.removedTokens());
                write(out, replace.origin());
            }
            case Edit.Shorten shorten -> {
                out.writeByte(SHORTEN);
                out.writeInt(shorten.message());
                write(out, shorten.anchor());
                write(out, shorten.raw());
                out.writeInt(shorten.parts().size());
                for (Edit.Part part : shorten.parts()) {
                    write(out, part);
                }
                write(out, shorten.origin());
            }
            case Edit.Insert insert -> {
                out.writeByte(INSERT);
                out.writeInt(insert.message());
                write(out, insert.anchor());
                write(out, insert.raw());
                out.writeInt(insert.offset());
                write(out, insert.passage());
                write(out, insert.text());
                write(out, insert.origin());
            }
        }
    }

    private static Edit readEdit(DataInputStream in) throws IOException {
        byte kind = in.readByte();
        return switch (kind) {
            case REPLACE ->
                new Edit.Replace(
                        new MessageRange(in.readInt(), in.readInt()),
                        readHash(in),
                        readText(in),
                        in.readInt(),
                        readOrigin(in));
            case SHORTEN -> new Edit.Shorten(in.readInt(), readHash(in), readHash(in), readParts(in), readOrigin(in));
            case INSERT ->
                new Edit.Insert(
                        in.readInt(),
                        readHash(in),
                        readHash(in),
                        in.readInt(),
                        readString(in),
                        readText(in),
                        readOrigin(in));
            default -> throw new IOException("view: edit of kind " + kind + " (expected: 1 to 3)");
        };
    }

    private static void write(DataOutputStream out, Edit.Part part) throws IOException {
        write(out, part.kind().name());
        write(out, part.callId());
        out.writeInt(part.splice().range().start());
        out.writeInt(part.splice().range().end());
        write(out, part.splice().replacement());
        out.writeInt(part.savedTokens());
        Edit.Told told = part.told();
        out.writeBoolean(told != null);
        if (told != null) {
            write(out, told.text());
            out.writeBoolean(told.refersBack());
        }
    }

    private static List<Edit.Part> readParts(DataInputStream in) throws IOException {
        List<Edit.Part> parts = new ArrayList<>();
        for (int left = readCount(in); left > 0; left--) {
            parts.add(new Edit.Part(
                    SegmentKind.valueOf(readString(in)),
                    readString(in),
                    new Splice(new ByteRange(in.readInt(), in.readInt()), readBytes(in)),
                    in.readInt(),
                    in.readBoolean() ? new Edit.Told(readString(in), in.readBoolean()) : null));
        }
        return parts;
    }

    private static void write(DataOutputStream out, Edit.Text text) throws IOException {
        write(out, text.bytes());
        out.writeInt(text.roles().size());
        for (PromptRole role : text.roles()) {
            write(out, role.name());
        }
        out.writeInt(text.tokens());
    }

    private static Edit.Text readText(DataInputStream in) throws IOException {
        byte[] bytes = readBytes(in);
        List<PromptRole> roles = new ArrayList<>();
        for (int left = readCount(in); left > 0; left--) {
            roles.add(PromptRole.valueOf(readString(in)));
        }
        return new Edit.Text(bytes, roles, in.readInt());
    }

    private static void write(DataOutputStream out, Edit.Origin origin) throws IOException {
        write(out, origin.reason());
        out.writeLong(origin.madeAt().getEpochSecond());
        out.writeInt(origin.madeAt().getNano());
        out.writeLong(origin.cut());
    }

    private static Edit.Origin readOrigin(DataInputStream in) throws IOException {
        return new Edit.Origin(readString(in), Instant.ofEpochSecond(in.readLong(), in.readInt()), in.readLong());
    }

    private static void write(DataOutputStream out, ChainHash hash) throws IOException {
        out.writeLong(hash.high());
        out.writeLong(hash.low());
    }

    private static ChainHash readHash(DataInputStream in) throws IOException {
        return new ChainHash(in.readLong(), in.readLong());
    }

    private static void write(DataOutputStream out, String text) throws IOException {
        write(out, text.getBytes(StandardCharsets.UTF_8));
    }

    private static String readString(DataInputStream in) throws IOException {
        return new String(readBytes(in), StandardCharsets.UTF_8);
    }

    private static void write(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static byte[] readBytes(DataInputStream in) throws IOException {
        byte[] bytes = new byte[readCount(in)];
        in.readFully(bytes);
        return bytes;
    }

    /** Whatever is counted takes a byte at least: a count that the rest cannot hold must not be allocated for. */
    private static int readCount(DataInputStream in) throws IOException {
        int count = in.readInt();
        if (count < 0 || count > in.available()) {
            throw new IOException("view: a count of " + count + " before " + in.available() + " bytes");
        }
        return count;
    }
}
