package io.plimsoll.compression.check;

import io.plimsoll.budget.tokens.PromptRole;
import io.plimsoll.compression.Conversation;
import io.plimsoll.compression.HistoryMessage;
import io.plimsoll.compression.RenderedElement;
import java.util.ArrayList;
import java.util.List;

/**
 * One message of a history under examination.
 *
 * @param message its index in the client's history, {@link #WRITTEN} if a cut wrote it
 * @param calls ids of the calls that it makes
 * @param results ids of the calls that it answers
 */
record Seen(int message, PromptRole role, List<String> calls, List<String> results) {

    static final int WRITTEN = -1;

    /** The client's own history. */
    static List<Seen> all(Conversation client) {
        List<Seen> all = new ArrayList<>();
        for (int i = 0; i < client.messages().size(); i++) {
            all.add(of(client, i));
        }
        return all;
    }

    /** An edited history. */
    static List<Seen> all(Conversation client, List<RenderedElement> rendered) {
        List<Seen> all = new ArrayList<>();
        for (RenderedElement element : rendered) {
            switch (element) {
                case RenderedElement.Kept kept -> all.add(of(client, kept.message()));
                case RenderedElement.Shortened shortened ->
                    all.add(of(client, shortened.edit().message()));
                case RenderedElement.Block block ->
                    block.roles().forEach(role -> all.add(new Seen(WRITTEN, role, List.of(), List.of())));
            }
        }
        return all;
    }

    private static Seen of(Conversation client, int message) {
        HistoryMessage.Facts facts = client.messages().get(message).facts();
        return new Seen(message, facts.role(), facts.calls(), facts.results());
    }
}
