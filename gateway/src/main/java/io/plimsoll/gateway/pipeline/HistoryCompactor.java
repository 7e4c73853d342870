package io.plimsoll.gateway.pipeline;

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
import io.plimsoll.compression.HistoryMessage;
import io.plimsoll.compression.Splice;
import io.plimsoll.compression.View;
import io.plimsoll.compression.plan.CutGoal;
import io.plimsoll.compression.plan.CutPlanner;
import io.plimsoll.gateway.http.ClientRequest;
import io.plimsoll.gateway.metrics.GatewayMeters;
import io.plimsoll.gateway.metrics.GatewayMeters.Step;
import io.plimsoll.gateway.pipeline.TokenModel.KeyedHistory;
import io.plimsoll.gateway.responses.Compactor;
import io.plimsoll.gateway.responses.ResponseStore;
import io.plimsoll.gateway.session.Lanes;
import io.plimsoll.gateway.surface.MalformedRequestException;
import io.plimsoll.gateway.surface.Surface;
import io.plimsoll.gateway.surface.SurfaceRequest.History;
import io.plimsoll.retrieval.Archive;
import io.plimsoll.retrieval.ArchiveException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compacts histories as a cut does: everything that was said gives way to the block that {@link CutPlanner} writes for it, and
 * is in the session's archive before the block is used. The plan is that of the history as the user's next message will find
 * it. Blocking, thread-safe.
 */
public final class HistoryCompactor implements Compactor {

    private static final Logger LOG = LoggerFactory.getLogger(HistoryCompactor.class);

    /** The user's own messages that are handed back, the newest: what agents keep of them when they compact by themselves. */
    private static final int USER_TOKENS = 20_000;
    /** What stands for all the rest. */
    private static final int NOTE_TOKENS = 2_000;

    private static final PromptMessage NEXT = PromptMessage.of(PromptRole.USER, "Go on.");
    private static final String TRANSCRIPT =
            "[Note from the context gateway, not from the user: besides the messages above, this was said so far.]\n";
    /** The bytes of the block are its text: it is not put into a request. */
    private static final BlockWriter TEXT_ALONE = messages -> messages.stream()
            .filter(message -> message.role() == PromptRole.USER)
            .map(PromptMessage::text)
            .collect(Collectors.joining("\n"))
            .getBytes(StandardCharsets.UTF_8);

    private final RequestIdentifier identifier;
    private final Lanes lanes;
    private final Surface surface;
    private final TokenModels models;
    private final CutArchive archive;
    private final GatewayMeters meters;
    private final InstantSource clock;

    /** @param surface reads the requests */
    public HistoryCompactor(
            Supplier<LivePolicy> policy,
            Surface surface,
            TokenModels models,
            Lanes lanes,
            ResponseStore responses,
            Archive archive,
            ContextPipeline.Surroundings around) {
        this.identifier = new RequestIdentifier(policy, lanes, responses);
        this.lanes = lanes;
        this.surface = surface;
        this.models = models;
        this.archive = new CutArchive(archive, around.clock());
        this.meters = around.meters();
        this.clock = around.clock();
    }

    @Override
    public Compacted compact(ClientRequest client) throws MalformedRequestException {
        IdentifiedRequest request = identifier.identify(client, surface);
        History history = request.request().history();
        if (history == null) {
            return new Compacted(List.of(), null, 0, 0);
        }
        TokenModel model = models.of(request.request().model());
        CountedConversation counted =
                model.count(KeyedHistory.of(request.tenant().name(), history));
        boolean userAlone =
                counted.conversation().messages().stream().allMatch(message -> message.role() == PromptRole.USER);
        lanes.compacted(request.lane().key());
        @Nullable String note = userAlone ? null : note(request, history, model);
        return new Compacted(
                newestOfUser(counted),
                note,
                counted.totalTokens(),
                note == null ? 0 : model.prompts().text(note));
    }

    private static List<byte[]> newestOfUser(CountedConversation counted) {
        Conversation conversation = counted.conversation();
        List<byte[]> kept = new ArrayList<>();
        int left = USER_TOKENS;
        for (int i = conversation.messages().size() - 1; i >= 0; i--) {
            HistoryMessage message = conversation.messages().get(i);
            if (message.role() != PromptRole.USER) {
                continue;
            }
            left -= counted.messageTokens()[i];
            if (left < 0 && !kept.isEmpty()) {
                break;
            }
            ByteRange range = message.range();
            kept.addFirst(Arrays.copyOfRange(conversation.body(), range.start(), range.end()));
        }
        return kept;
    }

    /** What stands for the history; of one that is too short for a block, all that the user did not say. */
    private String note(IdentifiedRequest request, History history, TokenModel model) throws MalformedRequestException {
        String tenant = request.tenant().name();
        CountedConversation next = model.count(KeyedHistory.of(tenant, withNext(history, tenant)));
        Optional<Cut> cut = planned(next, model.prompts(), TEXT_ALONE);
        if (cut.isPresent() && !isKept(request, next.conversation(), cut.get())) {
            cut = planned(next, model.prompts(), new UnkeptBlocks(TEXT_ALONE));
        }
        return cut.map(HistoryCompactor::text)
                .filter(text -> !text.isEmpty())
                .orElseGet(() -> transcript(history.conversation()));
    }

    private Optional<Cut> planned(CountedConversation next, PromptCounter prompts, BlockWriter writer) {
        int total = next.totalTokens();
        int stays = next.headTokens() + next.messageTokens()[next.messageTokens().length - 1];
        int line = Math.clamp(stays + NOTE_TOKENS, 1, Math.max(1, total - 1));
        var goal = new CutGoal(line, line, 0, CutGoal.Timing.AT_LINE, clock.instant());
        return new CutPlanner(prompts, writer).plan(next, View.EMPTY, goal);
    }

    /** The history with a message of the user's behind it, which is all that a cut then has to leave alone. */
    private History withNext(History history, String tenant) throws MalformedRequestException {
        Conversation conversation = history.conversation();
        int end = conversation.messages().getLast().range().end();
        byte[] next = ("," + new String(history.blocks().write(List.of(NEXT)), StandardCharsets.UTF_8))
                .getBytes(StandardCharsets.UTF_8);
        byte[] body = Splice.all(conversation.body(), List.of(new Splice(new ByteRange(end, end), next)));
        return Objects.requireNonNull(surface.read(body, tenant).history());
    }

    private boolean isKept(IdentifiedRequest request, Conversation conversation, Cut cut) {
        try {
            archive.keep(request.lane().key(), conversation, cut);
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
