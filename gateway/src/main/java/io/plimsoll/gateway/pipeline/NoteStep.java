package io.plimsoll.gateway.pipeline;

import io.plimsoll.compression.Edit;
import io.plimsoll.compression.View;
import io.plimsoll.gateway.surface.CompactionBlock;
import io.plimsoll.gateway.surface.ContextEdit.Compact;
import io.plimsoll.gateway.surface.ContextEdit.Compact.Told;
import io.plimsoll.gateway.surface.MalformedRequestException;
import io.vertx.core.Future;
import java.util.Comparator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes the note that a client wants of its history once that is longer than it says. The client drops all of the history for
 * it, so it holds the newest messages as well: the user's own as they are, as far as there is room. The archive has all of it
 * before. Thread-safe.
 */
final class NoteStep {

    /** The user's own messages, the newest: what agents keep of them when they compact by themselves. */
    private static final int USER_TOKENS = 20_000;
    /** What stands for all the rest. */
    private static final int REST_TOKENS = 2_000;
    /** Of the room below the trigger, which the note must not fill: the next one would be due at once. */
    private static final int SHARES = 4;
    /** Less would not hold a question. */
    private static final int LEAST_TOKENS = 200;

    private final HistoryNotes notes;
    private final Workers workers;

    NoteStep(HistoryNotes notes, Workers workers) {
        this.notes = notes;
        this.workers = workers;
    }

    /**
     * A note that is due.
     *
     * @param block what the client gets
     * @param alone whether it is all that the client gets
     */
    record Note(CompactionBlock block, boolean alone) {}

    /** The note that is due, if one is. */
    Future<Optional<Note>> note(CountedRequest request) {
        @Nullable Compact due = due(request);
        return due == null
                ? Future.succeededFuture(Optional.empty())
                : workers.run(() -> Optional.of(
                        new Note(new CompactionBlock(written(request, due)), due.told() == Told.NOTE_ALONE)));
    }

    /** A history of one message has nothing yet that could give way, or is a note itself. */
    private static @Nullable Compact due(CountedRequest request) {
        if (request.counted().conversation().messages().size() < 2) {
            return null;
        }
        int tokens = request.counted().totalTokens() - clearedTokens(request);
        return request.identified().request().contextEdits().stream()
                .filter(Compact.class::isInstance)
                .map(Compact.class::cast)
                .filter(edit -> edit.told() != Told.NOTHING && tokens > edit.triggerTokens())
                .min(Comparator.comparingInt(Compact::triggerTokens))
                .orElse(null);
    }

    /** What the client wanted cleared of the history does not count: clearing is there to put compaction off. */
    private static int clearedTokens(CountedRequest request) {
        View view = request.identified().lane().state().view();
        return view.on(request.counted().conversation()).edits().stream()
                .filter(Edit.Shorten.class::isInstance)
                .mapToInt(edit -> ((Edit.Shorten) edit).savedTokens())
                .sum();
    }

    private String written(CountedRequest request, Compact due) throws MalformedRequestException {
        int share =
                Math.max(LEAST_TOKENS, (due.triggerTokens() - request.counted().headTokens()) / SHARES);
        String rest =
                notes.note(request.identified(), request.history(), request.model(), Math.min(share, REST_TOKENS));
        String said =
                UserWords.in(request.counted().conversation(), request.model().prompts(), Math.min(share, USER_TOKENS));
        return said.isEmpty() ? rest : rest + "\n\n" + said;
    }
}
