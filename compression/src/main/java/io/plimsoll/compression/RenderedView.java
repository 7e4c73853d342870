package io.plimsoll.compression;

import java.util.List;

/**
 * A request as the backend sees it: its elements with their tokens, and how to make its bytes. Immutable.
 *
 * @param head {@link Conversation#head()}
 * @param headTokens tokens of what every request of the lane carries
 * @param elements the history behind the head, in order; what was replaced by nothing is not among them
 * @param splices what to change in the client's body, by rising place, never overlapping; empty for none
 */
public record RenderedView(ChainHash head, int headTokens, List<RenderedElement> elements, List<Splice> splices) {

    public RenderedView {
        elements = List.copyOf(elements);
        splices = List.copyOf(splices);
    }

    /** The tokens of the whole prompt. */
    public int totalTokens() {
        return headTokens + elements.stream().mapToInt(RenderedElement::tokens).sum();
    }

    /** Whether this prompt begins with all of {@code previous}: nothing of it was cut, edited or left out. */
    public boolean startsWith(RenderedView previous) {
        if (!head.equals(previous.head) || elements.size() < previous.elements.size()) {
            return false;
        }
        for (int i = 0; i < previous.elements.size(); i++) {
            if (!elements.get(i).identity().equals(previous.elements.get(i).identity())) {
                return false;
            }
        }
        return true;
    }

    /**
     * How many tokens of this prompt were at the same place in {@code previous}, up to the first element that differs: at
     * most what a warm backend need not prefill. Zero when the heads differ.
     */
    public int prefixStableTokens(RenderedView previous) {
        if (!head.equals(previous.head)) {
            return 0;
        }
        int tokens = headTokens;
        int common = Math.min(elements.size(), previous.elements.size());
        for (int i = 0; i < common; i++) {
            RenderedElement element = elements.get(i);
            if (!element.identity().equals(previous.elements.get(i).identity())) {
                break;
            }
            tokens += element.tokens();
        }
        return tokens;
    }

    /**
     * The body with every splice made. Bytes outside them are the client's own.
     *
     * @param body the body that was rendered
     * @return {@code body} itself when there is no splice, else a new array
     */
    public byte[] apply(byte[] body) {
        return splices.isEmpty() ? body : Splice.all(body, splices);
    }
}
