package io.plimsoll.compression.check;

import io.plimsoll.compression.Atoms;
import io.plimsoll.compression.ByteRange;
import io.plimsoll.compression.Conversation;
import io.plimsoll.compression.Edit;
import io.plimsoll.compression.Floor;
import io.plimsoll.compression.HistoryMessage;
import io.plimsoll.compression.MessageRange;
import io.plimsoll.compression.RenderedElement;
import io.plimsoll.compression.Splice;
import io.plimsoll.compression.check.Violation.Rule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Whether what must stay of the client's history is there, in its order. Created per check, not thread-safe. */
final class Faithfulness {

    private final Conversation client;
    private final List<HistoryMessage> messages;
    private final Atoms atoms;
    /** Whole, or told in fewer words. */
    private final boolean[] kept;
    /** Messages that are not whole, but whose calls and results are. */
    private final boolean[] keptToolUses;

    private final List<Violation> violations = new ArrayList<>();

    Faithfulness(Conversation client) {
        this.client = client;
        messages = client.messages();
        atoms = Atoms.of(client);
        kept = new boolean[messages.size()];
        keptToolUses = new boolean[messages.size()];
    }

    List<Violation> check(List<RenderedElement> rendered, List<Seen> seen, int newestResults) {
        order(rendered);
        if (messages.isEmpty()) {
            return violations;
        }
        if (seen.isEmpty() || seen.getLast().role() != messages.getLast().role()) {
            violations.add(new Violation(Rule.LAST_ROLE_CHANGED, Math.max(seen.size() - 1, 0)));
        }
        Floor floor = Floor.of(client, atoms);
        if (floor.lastUser() != null) {
            requireKept(floor.lastUser(), Rule.LAST_USER_MISSING);
        }
        requireKept(new MessageRange(floor.tailFrom(), messages.size()), Rule.LAST_ATOM_MISSING);
        newestResults(newestResults);
        return violations;
    }

    private void order(List<RenderedElement> rendered) {
        int index = 0;
        int behind = 0;
        for (RenderedElement element : rendered) {
            if (element.source().from() < behind) {
                violations.add(new Violation(Rule.OUT_OF_ORDER, index));
            }
            behind = Math.max(behind, element.source().to());
            switch (element) {
                case RenderedElement.Kept message -> kept[message.message()] = true;
                case RenderedElement.Shortened shortened -> {
                    kept[shortened.edit().message()] = shortened.edit().tellsAll();
                    keptToolUses[shortened.edit().message()] = shortened.edit().keepsToolUses();
                    if (!WrittenBlock.areElements(written(shortened.edit()))) {
                        violations.add(new Violation(Rule.BLOCK_NOT_ITS_ROLES, index));
                    }
                }
                case RenderedElement.Block block -> {
                    for (Rule broken : WrittenBlock.check(block.edit().text())) {
                        violations.add(new Violation(broken, index));
                    }
                }
            }
            index += element.roles().size();
        }
    }

    private void newestResults(int newestResults) {
        int missing = newestResults;
        for (int i = messages.size() - 1; i >= 0 && missing > 0; i--) {
            int results = messages.get(i).facts().results().size();
            if (results > 0) {
                missing -= results;
                requireToolUsesKept(atoms.at(i));
            }
        }
    }

    private void requireToolUsesKept(MessageRange range) {
        for (int i = range.from(); i < range.to(); i++) {
            if (!kept[i] && !keptToolUses[i]) {
                violations.add(new Violation(Rule.NEWEST_RESULT_MISSING, i));
            }
        }
    }

    private void requireKept(MessageRange range, Rule otherwise) {
        for (int i = range.from(); i < range.to(); i++) {
            if (!kept[i]) {
                violations.add(new Violation(otherwise, i));
            }
        }
    }

    private byte[] written(Edit.Shorten edit) {
        ByteRange range = messages.get(edit.message()).range();
        byte[] message = Arrays.copyOfRange(client.body(), range.start(), range.end());
        return Splice.all(message, edit.parts().stream().map(Edit.Part::splice).toList());
    }
}
