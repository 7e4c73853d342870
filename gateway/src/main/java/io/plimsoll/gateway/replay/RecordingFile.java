package io.plimsoll.gateway.replay;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads recorded sessions from a file, gzipped or not. What the file is written in is found by its content, never by its
 * name:
 *
 * <ul>
 *   <li>messages of chat completions: a list of them, an object with {@code messages} and maybe {@code tools} and {@code
 *       model}, JSON lines of either, or a list of objects with {@code messages} or {@code traj};
 *   <li>the log of a coding agent: JSON lines with a {@code message} of content blocks;
 *   <li>a SWE-agent trajectory: an object with {@code history} or {@code trajectory}.
 * </ul>
 */
public final class RecordingFile {

    private static final int GZIP_MAGIC = 0x1f8b;

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxStringLength(Integer.MAX_VALUE)
                            .build())
                    .build())
            .build();

    private RecordingFile() {}

    /**
     * The sessions in {@code file}, in its order; at least one, each with at least one answer.
     *
     * @throws UnreadableRecordingException if the file is missing, broken, of no known format, or holds no answer
     */
    public static List<Recording> read(Path file) {
        List<JsonNode> values = values(file);
        if (values.isEmpty()) {
            throw unreadable(file, "the file is empty");
        }
        List<Recording> sessions;
        try {
            sessions = RecordingFormat.ALL.stream()
                    .flatMap(format -> format.read(values).stream())
                    .findFirst()
                    .orElseThrow(() -> new UnreadableRecordingException(
                            "not a recorded session (expected: chat messages, an agent's log, or a SWE-agent"
                                    + " trajectory)"));
        } catch (UnreadableRecordingException broken) {
            throw unreadable(file, String.valueOf(broken.getMessage()));
        }
        List<Recording> answered = sessions.stream()
                .filter(session -> !session.answers().isEmpty())
                .toList();
        if (answered.isEmpty()) {
            throw unreadable(file, "no assistant message follows another message, so there is no turn to replay");
        }
        return answered;
    }

    private static List<JsonNode> values(Path file) {
        try (InputStream in = open(file);
                var values = JSON.readerFor(JsonNode.class).<JsonNode>readValues(in)) {
            return values.readAll();
        } catch (NoSuchFileException missing) {
            throw unreadable(file, "there is no such file");
        } catch (JacksonException broken) {
            TokenStreamLocation at = broken.getLocation();
            String where = at == null ? "" : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")";
            throw unreadable(file, "not JSON" + where);
        } catch (ZipException broken) {
            throw unreadable(file, "not a whole gzip file");
        } catch (IOException failed) {
            throw unreadable(file, Files.isDirectory(file) ? "it is a folder" : "cannot be read");
        }
    }

    private static InputStream open(Path file) throws IOException {
        var in = new BufferedInputStream(Files.newInputStream(file));
        try {
            in.mark(2);
            int magic = in.read() << 8 | in.read();
            in.reset();
            return magic == GZIP_MAGIC ? new GZIPInputStream(in, 1 << 16) : in;
        } catch (IOException failed) {
            in.close();
            throw failed;
        }
    }

    private static UnreadableRecordingException unreadable(Path file, String why) {
        return new UnreadableRecordingException(file + ": " + why);
    }
}
