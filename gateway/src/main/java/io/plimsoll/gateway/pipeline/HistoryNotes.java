package io.plimsoll.gateway.pipeline;

import io.plimsoll.budget.LaneKey;
import io.plimsoll.budget.tokens.PromptCall;
import io.plimsoll.budget.tokens.PromptCounter;
import io.plimsoll.budget.tokens.PromptMessage;
import io.plimsoll.budget.tokens.PromptRole;
import io.plimsoll.compression.BlockWriter;
import io.plimsoll.compression.ByteRange;
import io.plimsoll.compression.Conversation;
import io.plimsoll.compression.CountedConversation;
import io.plimsoll.compression.Cut;
import io.plimsoll.compression.Edit;
import io.plimsoll.compression.Splice;
import io.plimsoll.compression.View;
import io.plimsoll.compression.plan.CutGoal;
import io.plimsoll.compression.plan.CutPlanner;
import io.plimsoll.gateway.metrics.GatewayMeters;
import io.plimsoll.gateway.metrics.GatewayMeters.Step;
import io.plimsoll.gateway.pipeline.TokenModel.KeyedHistory;
import io.plimsoll.gateway.surface.MalformedRequestException;
import io.plimsoll.gateway.surface.SurfaceRequest.History;
import io.plimsoll.retrieval.ArchiveException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what stands for a whole history, as a cut does: everything that was said gives way to the block that {@link CutPlanner}
 * writes for it, and is in the session's archive before the block is used. The plan is that of the history as the user's next
 * message will find it. Blocking, thread-safe.
 */
final class HistoryNotes {

    private static final Logger LOG = LoggerFactory.getLogger(HistoryNotes.class);

    private static final PromptMessage NEXT = PromptMessage.of(PromptRole.USER, "Go on.");
    private static final String TRANSCRIPT =
            "[Note from the context gateway, not from the user: besides the messages above, this was said so far.]\n";
    /** The bytes of the block are its text: it is not put into a request. */
    private static final BlockWriter TEXT_ALONE = messages -> messages.stream()
            .filter(message -> message.role() == PromptRole.USER)
            .map(PromptMessage::text)
            .collect(Collectors.joining("\n"))
            .getBytes(StandardCharsets.UTF_8);

    private final CutArchive archive;
    private final GatewayMeters meters;
    private final InstantSource clock;

    HistoryNotes(CutArchive archive, GatewayMeters meters, InstantSource clock) {
        this.archive = archive;
        this.meters = meters;
        this.clock = clock;
    }

    /**
     * What stands for a history; of one that is too short for a block, all that the user did not say.
     *
     * @param tokens how long it may be about
     */
    String note(IdentifiedRequest request, History history, TokenModel model, int tokens)
            throws MalformedRequestException {
        CountedConversation next = model.count(KeyedHistory.of(request.tenant().name(), withNext(request, history)));
        Optional<Cut> cut = planned(next, model.prompts(), tokens, TEXT_ALONE);
        if (cut.isPresent() && !isKept(request.lane().key(), next.conversation(), cut.get())) {
            cut = planned(next, model.prompts(), tokens, new UnkeptBlocks(TEXT_ALONE));
        }
        return cut.map(HistoryNotes::text)
                .filter(text -> !text.isEmpty())
                .orElseGet(() -> transcript(history.conversation()));
    }

    private Optional<Cut> planned(CountedConversation next, PromptCounter prompts, int tokens, BlockWriter writer) {
        int total = next.totalTokens();
        int stays = next.headTokens() + next.messageTokens()[next.messageTokens().length - 1];
        int line = Math.clamp((long) stays + tokens, 1, Math.max(1, total - 1));
        var goal = new CutGoal(line, line, 0, CutGoal.Timing.AT_LINE, clock.instant());
        return new CutPlanner(prompts, writer).plan(next, View.EMPTY, goal);
    }

    /** The history with a message of the user's behind it, which is all that a cut then has to leave alone. */
    private static History withNext(IdentifiedRequest request, History history) throws MalformedRequestException {
        Conversation conversation = history.conversation();
        int end = conversation.messages().getLast().range().end();
        byte[] next = ("," + new String(history.blocks().write(List.of(NEXT)), StandardCharsets.UTF_8))
                .getBytes(StandardCharsets.UTF_8);
        byte[] body = Splice.all(conversation.body(), List.of(new Splice(new ByteRange(end, end), next)));
        return Objects.requireNonNull(
                request.surface().read(body, request.tenant().name()).history());
    }

    private boolean isKept(LaneKey lane, Conversation conversation, Cut cut) {
        try {
            archive.keep(lane, conversation, cut);
            return true;
        } catch (ArchiveException notKept) {
            LOG.atWarn().setCause(notKept).log("what a compaction leaves out could not be archived");
            meters.degraded(Step.ARCHIVE);
            return false;
        }
    }

    private static String text(Cut cut) {
        return cut.view().edits().stream()
                .filter(Edit.Replace.class::isInstance)
                .map(edit -> new String(((Edit.Replace) edit).text().bytes(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("\n"));
    }

    private static String transcript(Conversation conversation) {
        var lines = new StringBuilder(TRANSCRIPT);
        for (int i = 0; i < conversation.messages().size(); i++) {
            for (PromptMessage message : conversation.reader().read(i)) {
                if (message.role() != PromptRole.USER) {
                    lines.append(line(message));
                }
            }
        }
        return lines.toString().stripTrailing();
    }

    private static String line(PromptMessage message) {
        String speaker = message.role().name().toLowerCase(Locale.ROOT);
        String text = message.text().isBlank() ? "" : speaker + ": " + message.text() + "\n";
        return text
                + message.calls().stream()
                        .map((PromptCall call) -> speaker + " called " + call.name() + ": " + call.arguments() + "\n")
                        .collect(Collectors.joining());
    }
}
