package io.plimsoll.gateway.pipeline;

import io.plimsoll.compression.CountedConversation;
import io.plimsoll.compression.Edit;
import io.plimsoll.compression.RenderedElement;
import io.plimsoll.compression.RenderedView;
import io.plimsoll.gateway.session.Explanation;
import io.plimsoll.gateway.session.Explanation.Fate;
import io.plimsoll.gateway.session.Explanation.Piece;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Makes the explanation of a request from how it was edited. */
final class Explanations {

    private Explanations() {}

    /** Why the request is sent as it is, piece by piece. */
    static Explanation of(EditedRequest edited, Instant now) {
        CountedRequest counted = edited.counted();
        IdentifiedRequest request = counted.identified();
        RenderedView before = request.lane().state().rendered();
        var line = edited.line().line();
        return new Explanation(
                now,
                request.request().model(),
                edited.decisions(),
                counted.counted().totalTokens(),
                edited.rendered().totalTokens(),
                before == null ? 0 : edited.rendered().prefixStableTokens(before),
                line.lineTokens() == Integer.MAX_VALUE ? null : line.lineTokens(),
                line.limitedBy().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                request.policy().name(),
                null,
                edited.reason(),
                newestCut(edited.rendered()),
                pieces(counted.counted(), edited.rendered()));
    }

    private static Edit.@Nullable Origin newestCut(RenderedView rendered) {
        return rendered.elements().stream()
                .filter(RenderedElement.Block.class::isInstance)
                .map(block -> ((RenderedElement.Block) block).edit().origin())
                .max(Comparator.comparingLong(Edit.Origin::cut))
                .orElse(null);
    }

    private static List<Piece> pieces(CountedConversation counted, RenderedView rendered) {
        List<Piece> pieces = new ArrayList<>();
        for (RenderedElement element : rendered.elements()) {
            switch (element) {
                case RenderedElement.Kept kept -> {
                    int own = counted.messageTokens()[kept.message()];
                    pieces.add(new Piece(kept.message(), kept.role().name().toLowerCase(Locale.ROOT), own, Fate.SENT));
                    if (kept.tokens() > own) {
                        pieces.add(new Piece(kept.message(), "recalled", kept.tokens() - own, Fate.RECALLED));
                    }
                }
                case RenderedElement.Shortened shortened -> {
                    int message = shortened.edit().message();
                    String kind = shortened.role().name().toLowerCase(Locale.ROOT);
                    pieces.add(new Piece(message, kind, shortened.tokens(), Fate.SENT));
                    addPart(
                            pieces,
                            message,
                            "cleared",
                            saved(shortened.edit(), part -> part.told() == null),
                            Fate.CLEARED);
                    addPart(
                            pieces,
                            message,
                            "reduced",
                            saved(shortened.edit(), part -> part.told() != null),
                            Fate.REDUCED);
                }
                case RenderedElement.Block block -> {
                    Edit.Replace edit = block.edit();
                    pieces.add(new Piece(
                            edit.place().from(),
                            "messages " + edit.place().from() + " to "
                                    + (edit.place().to() - 1),
                            edit.removedTokens(),
                            Fate.CUT));
                    pieces.add(new Piece(edit.place().from(), "block", block.tokens(), Fate.BLOCK));
                }
            }
        }
        return pieces;
    }

    private static void addPart(List<Piece> pieces, int message, String kind, int tokens, Fate fate) {
        if (tokens > 0) {
            pieces.add(new Piece(message, kind, tokens, fate));
        }
    }

    private static int saved(Edit.Shorten edit, Predicate<Edit.Part> which) {
        return edit.parts().stream()
                .filter(which)
                .mapToInt(Edit.Part::savedTokens)
                .sum();
    }
}
