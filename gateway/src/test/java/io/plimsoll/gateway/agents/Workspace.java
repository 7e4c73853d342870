package io.plimsoll.gateway.agents;

import io.plimsoll.gateway.RunningGateway;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A folder of notes that an agent works on, and a home of its own for it. Deleted in the end. */
final class Workspace implements AutoCloseable {

    /** What stands in one note only, and a question that names it. */
    static final String FACT = "KESTREL-4417 is the mooring code of pier seven.";

    static final String QUESTION =
            "A colleague asks for KESTREL-4417 again, which stood in one of the notes: what is it the code of?";

    private static final String[] WORDS =
            ("ledger harbour valve packet mirror cobalt thread window anchor copper lantern river signal marble engine"
                            + " ribbon orchard compass velvet thunder gravel pepper saddle violet timber")
                    .split(" ");
    /** How many notes there are. */
    static final int NOTES = 8;

    private static final int LINES = 90;

    private final Path root;

    private Workspace(Path root) {
        this.root = root;
    }

    /** A folder with {@value #NOTES} notes of about 2,000 tokens each, the first of which holds {@link #FACT}. */
    static Workspace withNotes() {
        try {
            var workspace = new Workspace(Files.createTempDirectory("plimsoll-agent"));
            Files.createDirectories(workspace.home());
            Files.createDirectories(workspace.folder());
            for (int note = 1; note <= NOTES; note++) {
                Files.writeString(workspace.note(note), text(note));
            }
            return workspace;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where the agent works. */
    Path folder() {
        return root.resolve("work");
    }

    /** Where it keeps what is its own. */
    Path home() {
        return root.resolve("home");
    }

    /** The note with this number, the first being 1. */
    Path note(int number) {
        return folder().resolve("note-" + number + ".md");
    }

    /** Where outputs of processes may be kept. */
    Path file(String name) {
        return root.resolve(name);
    }

    /** What an agent started may still write for a moment after it has ended, so a second look may be needed. */
    @Override
    public void close() {
        RunningGateway.eventually(() -> {
            try (Stream<Path> files = Files.walk(root)) {
                return files.sorted(Comparator.reverseOrder()).allMatch(Workspace::isDeleted);
            } catch (IOException | UncheckedIOException changing) {
                return Files.notExists(root);
            }
        });
    }

    private static String text(int note) {
        var random = new Random(note);
        String lines = IntStream.range(0, LINES)
                .mapToObj(line -> line + ": " + words(random, 14) + ".\n")
                .collect(Collectors.joining());
        return "# Note " + note + "\nstatus: open\n" + (note == 1 ? FACT + "\n" : "") + lines;
    }

    private static String words(Random random, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> WORDS[random.nextInt(WORDS.length)])
                .collect(Collectors.joining(" "));
    }

    private static boolean isDeleted(Path path) {
        try {
            Files.deleteIfExists(path);
            return true;
        } catch (IOException notEmpty) {
            return false;
        }
    }
}
