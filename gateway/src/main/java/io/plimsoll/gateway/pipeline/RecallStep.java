package io.plimsoll.gateway.pipeline;

import io.plimsoll.budget.tokens.PromptMessage;
import io.plimsoll.budget.tokens.PromptRole;
import io.plimsoll.compression.Conversation;
import io.plimsoll.compression.Edit;
import io.plimsoll.compression.HistoryMessage;
import io.plimsoll.compression.RenderedElement;
import io.plimsoll.compression.RenderedView;
import io.plimsoll.compression.View;
import io.plimsoll.gateway.session.Lane;
import io.plimsoll.gateway.surface.RecallWriter;
import io.plimsoll.retrieval.Archive;
import io.plimsoll.retrieval.Passage;
import io.plimsoll.retrieval.RecallQuery;
import io.plimsoll.retrieval.RecallResult;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Brings passages of the archive back when the user's newest message asks for them. They stand in that message, before
 * the user's own words, and stay there. Blocking, thread-safe.
 */
final class RecallStep {

    private static final int MAX_PASSAGES = 24;
    private static final Duration DEADLINE = Duration.ofMillis(400);
    /** What a recall may cost a lane with tools, whatever the policy's budget: it can read again by itself. */
    private static final int AGENT_TOKENS = 512;

    private final Archive archive;
    private final InstantSource clock;

    RecallStep(Archive archive, InstantSource clock) {
        this.archive = archive;
        this.clock = clock;
    }

    /**
     * Whether a recall makes sense at all: something of this lane, or of what a compaction stands for in it, was cut or
     * cleared, and the newest message is the user's own and holds no recalled text yet.
     */
    static boolean isDue(CountedRequest request, View view) {
        Conversation conversation = request.counted().conversation();
        Lane lane = request.identified().lane();
        int newest = conversation.messages().size() - 1;
        // A note, or a client's own summary, which is the first thing that a lane sends behind it, asks for nothing.
        boolean goneBefore =
                (request.identified().turn().compacted() && newest > 0) || (lane.followsCompaction() && lane.hasSent());
        boolean goneHere = view.edits().stream().anyMatch(RecallStep::takesAway);
        if (newest < 0 || !(goneBefore || goneHere)) {
            return false;
        }
        HistoryMessage message = conversation.messages().get(newest);
        return message.role() == PromptRole.USER
                && message.facts().hasText()
                && view.edits().stream().noneMatch(edit -> edit.place().to() > newest);
    }

    private static boolean takesAway(Edit edit) {
        return switch (edit) {
            case Edit.Replace replace -> true;
            case Edit.Shorten shorten -> !shorten.tellsAll();
            case Edit.Insert insert -> false;
        };
    }

    /**
     * The view with what was recalled.
     *
     * @param rendered how {@code view} renders the request
     * @param budgetTokens the most that the recalled text may cost
     * @return empty when nothing is relevant enough or fits
     */
    Optional<View> recall(CountedRequest request, View view, RenderedView rendered, int budgetTokens) {
        Conversation conversation = request.counted().conversation();
        int newest = conversation.messages().size() - 1;
        PromptMessage asked = conversation.reader().read(newest).getLast();
        var lane = request.identified().lane().key();
        boolean agent = !request.history().toolDefinitions().isEmpty();
        var needed = agent ? NeededNames.of(asked.text(), rendered.apply(conversation.body())) : NeededNames.ANY;
        if (needed.isEmpty()) {
            return Optional.empty();
        }
        RecallResult found = archive.recall(new RecallQuery(
                lane.tenant(),
                lane.session(),
                null,
                List.of(asked.text()),
                visible(conversation, rendered),
                MAX_PASSAGES,
                DEADLINE,
                agent ? RecallQuery.Evidence.NAMED : RecallQuery.Evidence.RELEVANT));
        List<Passage> passages = RecallText.fitting(
                found.passages().stream()
                        .filter(passage -> needed.areIn(passage.text()) && !RecallText.stands(view, passage))
                        .toList(),
                budgetTokens,
                text -> request.model().prompts().text(text));
        if (passages.isEmpty()) {
            return Optional.empty();
        }
        return insert(request, view, asked, newest, RecallText.of(passages));
    }

    private Optional<View> insert(CountedRequest request, View view, PromptMessage asked, int newest, String text) {
        Conversation conversation = request.counted().conversation();
        HistoryMessage message = conversation.messages().get(newest);
        Optional<RecallWriter.Place> place = request.history().recalls().place(conversation, newest, text);
        return place.map(at -> {
            var prompts = request.model().prompts();
            var whole = new PromptMessage(
                    asked.role(), text + "\n\n" + asked.text(), asked.reasoning(), asked.calls(), "", asked.images());
            int tokens = Math.max(0, prompts.message(whole) - prompts.message(asked));
            return view.withInsert(new Edit.Insert(
                    newest,
                    conversation.chain().get(newest),
                    message.facts().raw(),
                    at.offset(),
                    text,
                    new Edit.Text(at.bytes(), List.of(), tokens),
                    new Edit.Origin("recalled", clock.instant(), view.cuts())));
        });
    }

    /** The documents that the model sees anyway: what was never cut, and what the client sent again. */
    private static Set<String> visible(Conversation conversation, RenderedView rendered) {
        Set<String> hashes = new HashSet<>();
        for (RenderedElement element : rendered.elements()) {
            if (element instanceof RenderedElement.Kept kept) {
                HistoryMessage message = conversation.messages().get(kept.message());
                for (int part = 0; part <= message.facts().results().size(); part++) {
                    hashes.add(CutArchive.documentHash(message, part));
                }
            }
        }
        return hashes;
    }
}
