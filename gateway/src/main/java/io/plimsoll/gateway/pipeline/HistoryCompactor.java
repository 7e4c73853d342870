package io.plimsoll.gateway.pipeline;

import io.plimsoll.budget.tokens.PromptRole;
import io.plimsoll.compression.ByteRange;
import io.plimsoll.compression.Conversation;
import io.plimsoll.compression.CountedConversation;
import io.plimsoll.compression.HistoryMessage;
import io.plimsoll.gateway.http.ClientRequest;
import io.plimsoll.gateway.pipeline.TokenModel.KeyedHistory;
import io.plimsoll.gateway.responses.Compactor;
import io.plimsoll.gateway.session.Lanes;
import io.plimsoll.gateway.surface.MalformedRequestException;
import io.plimsoll.gateway.surface.Surface;
import io.plimsoll.gateway.surface.SurfaceRequest.History;
import io.plimsoll.retrieval.Archive;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Compacts histories of {@code /v1/responses}: the user's newest messages stay, and a note of {@link HistoryNotes} stands for the
 * rest. Blocking, thread-safe.
 */
public final class HistoryCompactor implements Compactor {

    /** The user's own messages that are handed back, the newest: what agents keep of them when they compact by themselves. */
    private static final int USER_TOKENS = 20_000;
    /** What stands for all the rest. */
    private static final int NOTE_TOKENS = 2_000;

    private final RequestIdentifier identifier;
    private final Surface surface;
    private final TokenModels models;
    private final HistoryNotes notes;

    /** @param surface reads the requests */
    public HistoryCompactor(
            Supplier<LivePolicy> policy,
            Surface surface,
            TokenModels models,
            Lanes lanes,
            Archive archive,
            ContextPipeline.Surroundings around) {
        this.identifier = new RequestIdentifier(policy, lanes);
        this.surface = surface;
        this.models = models;
        this.notes = new HistoryNotes(new CutArchive(archive, around.clock()), around.meters(), around.clock());
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
        @Nullable String note = userAlone ? null : notes.note(request, history, model, NOTE_TOKENS);
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
}
