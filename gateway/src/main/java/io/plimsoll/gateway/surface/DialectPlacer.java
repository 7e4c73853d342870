package io.plimsoll.gateway.surface;

import io.plimsoll.compression.Conversation;
import io.plimsoll.compression.Edit;
import io.plimsoll.compression.HistoryMessage.Facts;
import io.plimsoll.compression.InsertPlacer;
import io.plimsoll.compression.Segment;
import io.plimsoll.compression.Splice;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Places edits anew in one dialect: the same words, where the message has them now. Stateless and thread-safe. */
final class DialectPlacer implements InsertPlacer {

    private final HistoryDialect dialect;

    DialectPlacer(HistoryDialect dialect) {
        this.dialect = dialect;
    }

    @Override
    public Optional<Edit.Insert> place(Conversation conversation, Edit.Insert insert) {
        Facts facts = conversation.messages().get(insert.message()).facts();
        return dialect.recalls()
                .place(conversation, insert.message(), insert.passage())
                .map(place -> insert.respelt(facts.raw(), place.offset(), place.bytes()));
    }

    @Override
    public Optional<Edit.Shorten> place(Conversation conversation, Edit.Shorten shorten) {
        Facts facts = conversation.messages().get(shorten.message()).facts();
        List<Edit.Part> placed = new ArrayList<>();
        for (Edit.Part part : shorten.parts()) {
            Optional<Splice> splice = facts.segments().stream()
                    .filter(segment -> isOf(segment, part))
                    .findFirst()
                    .flatMap(segment -> dialect.clearings()
                            .shortened(
                                    conversation,
                                    shorten.message(),
                                    segment,
                                    Objects.requireNonNull(part.told(), "a part that tells all")
                                            .text()));
            if (splice.isEmpty()) {
                return Optional.empty();
            }
            placed.add(new Edit.Part(part.kind(), part.callId(), splice.get(), part.savedTokens(), part.told()));
        }
        placed.sort(Comparator.comparingInt(part -> part.splice().range().start()));
        return Optional.of(shorten.respelt(facts.raw(), placed));
    }

    private static boolean isOf(Segment segment, Edit.Part part) {
        return segment.kind() == part.kind() && segment.callId().equals(part.callId());
    }
}
