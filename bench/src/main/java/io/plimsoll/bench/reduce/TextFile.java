package io.plimsoll.bench.reduce;

import io.plimsoll.bench.BenchFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** Reads the texts that a run is given. */
final class TextFile {

    private TextFile() {}

    /** The text of a file in UTF-8, gzipped if its name says so; bytes that are none are replaced. */
    static String read(Path file) {
        try (InputStream bytes = Files.newInputStream(file)) {
            InputStream text = file.toString().endsWith(".gz") ? new GZIPInputStream(bytes) : bytes;
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new BenchFailure(file + " cannot be read: " + unreadable.getMessage());
        }
    }
}
