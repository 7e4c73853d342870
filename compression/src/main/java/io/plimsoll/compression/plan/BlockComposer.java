package io.plimsoll.compression.plan;

import io.plimsoll.budget.tokens.PromptCounter;
import io.plimsoll.budget.tokens.PromptMessage;
import io.plimsoll.budget.tokens.PromptRole;
import io.plimsoll.compression.BlockWriter;
import io.plimsoll.compression.Edit;
import io.plimsoll.compression.MessageRange;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes what stands in the place of a removed range: one user message, and constant assistant messages beside it where two
 * user messages would otherwise meet, which strict chat templates refuse. A pure function of what was removed and what
 * stands around it: no clock and no counter, so that equal histories keep equal bytes.
 */
final class BlockComposer {

    /** Counts of parts do not quite add up to the count of the whole: a block that overruns is written again, shorter. */
    private static final int ROUNDS = 4;

    private static final String OPENING = """
            [Note from the context gateway, not from the user: an earlier part of this conversation was moved to an archive \
            to save room. Its full text is kept there and comes back when it is asked for. In short, it held the following.]
            """;
    /** For blocks with so little room that the long opening would leave none for what was said. */
    private static final String SHORT_OPENING =
            "[Note from the context gateway: earlier messages are in the archive.]\n";

    private static final int SHORT_BELOW_TOKENS = 160;
    private static final PromptMessage BRIDGE =
            PromptMessage.of(PromptRole.ASSISTANT, "Understood. The notes above stand; I continue from here.");

    /** What a block does with instructions of the user that it has no room for. */
    enum Instructions {
        /** It is not written: what they cost more is looked for elsewhere. */
        WHOLE,
        /** It leaves out those that bind the least, the oldest first. */
        AS_FIT
    }

    private final History history;
    private final PromptCounter counter;
    private final BlockWriter writer;
    private final SystemNotes notes;
    private final StandingInstructions instructions;
    /** In the order in which they stand, which is also the order in which they take of the room. */
    private final List<Section> sections;

    BlockComposer(History history, CutGoal goal, PromptCounter counter, BlockWriter writer) {
        this.history = history;
        this.counter = counter;
        this.writer = writer;
        var texts = new RemovedTexts(history.conversation().reader());
        notes = new SystemNotes(history, texts);
        instructions = new StandingInstructions(history, goal, texts, counter);
        sections = List.of(
                notes,
                instructions,
                new UserQuotes(history, goal, texts, counter),
                new Steps(history, texts, counter),
                new ResultLines(history, goal, texts, counter));
    }

    /** Whether a block for {@code removed} may be written into {@code room} tokens. */
    boolean mayWrite(MessageRange removed, int room, Instructions wanted) {
        int needed = wanted == Instructions.AS_FIT ? 0 : instructions.tokens(removed);
        return needed == 0 || tokens(bridged(removed, OPENING)) + needed <= room;
    }

    /**
     * The block for what goes.
     *
     * @param room the tokens that it should not exceed, bridges included. Where even the short opening does not fit there is
     *     no block, unless roles would then follow each other that strict templates refuse
     * @param wanted whether instructions may give way to room
     */
    Edit.Text compose(Removal removal, int room, Instructions wanted) {
        MessageRange removed = removal.range();
        if (room < tokens(bridged(removed, SHORT_OPENING)) && mayVanish(removed)) {
            return Edit.Text.NOTHING;
        }
        int allowance = room - tokens(bridged(removed, ""));
        int least = wanted == Instructions.AS_FIT
                ? 0
                : Math.min(allowance, counter.text(OPENING) + instructions.tokens(removed));
        List<PromptMessage> messages = List.of();
        int tokens = 0;
        for (int round = 1; round <= ROUNDS; round++) {
            messages = bridged(removed, text(removal, round == ROUNDS ? least : Math.max(least, allowance)));
            tokens = tokens(messages);
            if (tokens <= room || allowance <= 0) {
                break;
            }
            allowance -= (tokens - room) << round;
        }
        return new Edit.Text(
                writer.write(messages),
                messages.stream().map(PromptMessage::role).toList(),
                tokens);
    }

    private String text(Removal removed, int allowance) {
        var text = new StringBuilder(allowance < SHORT_BELOW_TOKENS ? SHORT_OPENING : OPENING);
        int left = allowance - counter.text(text.toString());
        for (Section section : sections) {
            String written = section.in(removed, left);
            text.append(written);
            left -= written.isEmpty() ? 0 : counter.text(written);
        }
        return text.toString().stripTrailing();
    }

    /** Whether what stands before and behind the range may meet. */
    private boolean mayVanish(MessageRange removed) {
        PromptRole before = history.speakerBefore(removed.from()).orElse(PromptRole.SYSTEM);
        PromptRole behind = history.speakerFrom(removed.to()).orElse(PromptRole.USER);
        return !notes.hasAny(removed)
                && switch (behind) {
                    case USER -> before != PromptRole.USER;
                    case ASSISTANT -> before == PromptRole.USER || before == PromptRole.TOOL;
                    case SYSTEM, TOOL -> false;
                };
    }

    private int tokens(List<PromptMessage> messages) {
        return messages.stream().mapToInt(counter::message).sum();
    }

    private List<PromptMessage> bridged(MessageRange removed, String text) {
        List<PromptMessage> messages = new ArrayList<>(3);
        PromptRole before = history.speakerBefore(removed.from()).orElse(PromptRole.ASSISTANT);
        if (before != PromptRole.ASSISTANT) {
            messages.add(BRIDGE);
        }
        messages.add(PromptMessage.of(PromptRole.USER, text));
        if (history.speakerFrom(removed.to())
                .filter(role -> role == PromptRole.USER)
                .isPresent()) {
            messages.add(BRIDGE);
        }
        return messages;
    }
}
