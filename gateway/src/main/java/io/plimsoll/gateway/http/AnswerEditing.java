package io.plimsoll.gateway.http;

import io.vertx.core.MultiMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Decides what becomes of an answer once its head has come. Thread-safe, or made for one attempt. */
@FunctionalInterface
public interface AnswerEditing {

    /** Every answer passes as it came. */
    AnswerEditing NONE = (status, headers) -> null;

    /**
     * The edit for an answer that begins like this; null for an answer that passes as it came.
     *
     * @param headers the upstream's, not to be changed
     */
    @Nullable
    AnswerEdit begin(int status, MultiMap headers);

    /** The edit of the first of {@code editings} that has one. */
    static AnswerEditing firstOf(AnswerEditing... editings) {
        return new AnswerEditing() {
            @Override
            public @Nullable AnswerEdit begin(int status, MultiMap headers) {
                for (AnswerEditing editing : editings) {
                    AnswerEdit edit = editing.begin(status, headers);
                    if (edit != null) {
                        return edit;
                    }
                }
                return null;
            }

            @Override
            public boolean needsPlainAnswers() {
                return Stream.of(editings).anyMatch(AnswerEditing::needsPlainAnswers);
            }
        };
    }

    /** What this makes of an answer, changed once more by {@code next}; both are told how the upstream's answer began. */
    default AnswerEditing then(AnswerEditing next) {
        return new SuccessiveEditing(this, next);
    }

    /** Whether answers have to come uncompressed, because they are looked into. */
    default boolean needsPlainAnswers() {
        return false;
    }
}
