package io.plimsoll.bench.cuts.baseline;

import io.plimsoll.backends.sim.SimulatedPrompt;
import io.plimsoll.bench.cuts.Counts;
import io.plimsoll.budget.tokens.PromptMessage;
import io.plimsoll.budget.tokens.PromptRole;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * The plain digest: what is not protected gives way to one user message with the user's words, a line for each step, and the
 * lines that cover most names; blocks of earlier cuts stay in front of it, until they take half the cap and are chosen anew
 * from the originals. Cuts at the cap, and from three quarters of it where the tail is thin and the user has just spoken.
 *
 * <p>A reference to measure against, written from the description of the algorithm and sharing no code with Plimsoll's own.
 */
final class Digest extends FrozenCutter {

    private static final double EARLY = .75;
    private static final double EARLY_ANYWAY = .875;
    private static final double WORTHWHILE = .25;
    private static final int THIN_TAIL_TOKENS = 1_000;
    private static final int SHORT_USER_TOKENS = 2_000;
    private static final double BLOCKS_AT_MOST = .5;
    private static final double LINES = .2;
    private static final double LINES_OF_ALL = .25;

    /** Where a block stands, and up to which message it tells. */
    private record Block(int at, int to) {}

    private final List<Block> blocks = new ArrayList<>();

    Digest(int cap, Counts counts) {
        super(cap, counts);
    }

    @Override
    boolean isDue(SimulatedPrompt.Chat client) {
        int tokens = tokens(client);
        if (tokens > cap) {
            return true;
        }
        List<PromptMessage> messages = client.messages();
        NavigableSet<Integer> kept = protectedPlaces(messages);
        if (tokens <= EARLY * cap || tokensAt(messages, kept) > THIN_TAIL_TOKENS) {
            return false;
        }
        if (tokensAt(messages, removable(messages, kept)) < WORTHWHILE * cap) {
            return false;
        }
        PromptMessage newest = messages.getLast();
        boolean userSpoke = newest.role() == PromptRole.USER && counts.message(newest) < SHORT_USER_TOKENS;
        return userSpoke || tokens > EARLY_ANYWAY * cap;
    }

    @Override
    void cut(SimulatedPrompt.Chat client) {
        List<PromptMessage> messages = client.messages();
        NavigableSet<Integer> kept = protectedPlaces(messages);
        int blockTokens = blocks.stream()
                .mapToInt(block -> tokens(edits.getOrDefault(block.at(), List.of())))
                .sum();
        boolean anew = !blocks.isEmpty() && blockTokens + LINES * cap > BLOCKS_AT_MOST * cap;
        if (anew) {
            blocks.clear();
            edits.clear();
        }
        NavigableSet<Integer> gone = removable(messages, kept);
        if (gone.isEmpty()) {
            return;
        }
        var block = new DigestBlock(cap, counts, messages);
        List<String> standing = standing(client, kept);
        String text = block.write(gone, standing, (int) ((anew ? LINES_OF_ALL : LINES) * cap));
        gone.forEach(place -> edits.put(place, List.of()));
        edits.put(gone.first(), List.of(PromptMessage.of(PromptRole.USER, text)));
        blocks.add(new Block(gone.first(), gone.last()));
    }

    /** What goes: all that is neither protected nor told by a block already. */
    private NavigableSet<Integer> removable(List<PromptMessage> messages, SortedSet<Integer> kept) {
        int from = blocks.stream().mapToInt(Block::to).max().orElse(-1) + 1;
        var gone = new TreeSet<Integer>();
        IntStream.range(from, messages.size())
                .filter(place -> !kept.contains(place))
                .forEach(gone::add);
        return gone;
    }

    /** What will still be seen: a line or name that stands there need not be kept. */
    private List<String> standing(SimulatedPrompt.Chat client, SortedSet<Integer> kept) {
        List<String> texts = new ArrayList<>();
        blocks.forEach(
                block -> edits.getOrDefault(block.at(), List.of()).forEach(message -> texts.add(message.text())));
        for (int place : kept) {
            PromptMessage message = client.messages().get(place);
            texts.add(message.text());
            message.calls().forEach(call -> texts.add(call.arguments()));
        }
        return texts;
    }

    private int tokensAt(List<PromptMessage> messages, SortedSet<Integer> places) {
        return places.stream()
                .mapToInt(place -> counts.message(messages.get(place)))
                .sum();
    }
}
