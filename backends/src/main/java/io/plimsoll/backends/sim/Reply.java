package io.plimsoll.backends.sim;

import io.plimsoll.budget.tokens.PromptCall;
import io.plimsoll.budget.tokens.PromptMessage;
import io.plimsoll.budget.tokens.PromptRole;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * What a simulated model says: text, then tool calls.
 *
 * @param text empty for none
 * @param calls tool calls, in order; empty arguments become an empty JSON object
 * @param tokens how many tokens all of it is, at least 1; empty to let the model's counter say
 */
public record Reply(String text, List<PromptCall> calls, OptionalInt tokens) {

    /** A piece of a reply, as one token brings it. */
    sealed interface Delta {}

    record TextDelta(String text) implements Delta {}

    record CallDelta(int call, boolean first, String arguments) implements Delta {}

    public Reply {
        calls = calls.stream().map(Reply::withArguments).toList();
        if (tokens.isPresent() && tokens.getAsInt() < 1) {
            throw new IllegalArgumentException("reply: tokens: " + tokens.getAsInt() + " (expected: >= 1)");
        }
    }

    private static PromptCall withArguments(PromptCall call) {
        return call.arguments().isEmpty() ? new PromptCall(call.id(), call.name(), "{}") : call;
    }

    /** A reply of plain text, counted by the model's counter. */
    public static Reply text(String text) {
        return new Reply(text, List.of(), OptionalInt.empty());
    }

    /** The message that a client appends to its history after it got this reply. */
    PromptMessage message() {
        return new PromptMessage(PromptRole.ASSISTANT, text, "", calls, "", 0);
    }

    /** What the client gets of this reply, which is {@code of} tokens long, when it ends after {@code tokens}. */
    Reply first(int tokens, int of) {
        if (tokens == of) {
            return this;
        }
        var kept = new StringBuilder();
        var keptCalls = new ArrayList<PromptCall>();
        for (var delta : deltas(0, tokens, of)) {
            switch (delta) {
                case TextDelta piece -> kept.append(piece.text());
                case CallDelta piece -> {
                    var call = calls.get(piece.call());
                    keptCalls.add(new PromptCall(call.id(), call.name(), piece.arguments()));
                }
            }
        }
        return new Reply(kept.toString(), keptCalls, OptionalInt.of(tokens));
    }

    /**
     * What the tokens from {@code from} to before {@code to} bring, of {@code of} tokens. Tokens are equal shares of the
     * characters; the limits of the real ones are unknown here.
     */
    List<Delta> deltas(int from, int to, int of) {
        int start = cut(from, of);
        int end = cut(to, of);
        var deltas = new ArrayList<Delta>();
        if (start < Math.min(end, text.length())) {
            deltas.add(new TextDelta(text.substring(start, Math.min(end, text.length()))));
        }
        int offset = text.length();
        for (int i = 0; i < calls.size(); i++) {
            var arguments = calls.get(i).arguments();
            int first = Math.max(start - offset, 0);
            int last = Math.min(end - offset, arguments.length());
            if (first < last) {
                deltas.add(new CallDelta(i, first == 0, arguments.substring(first, last)));
            }
            offset += arguments.length();
        }
        return deltas;
    }

    private int cut(int token, int of) {
        int length = text.length();
        for (var call : calls) {
            length += call.arguments().length();
        }
        int cut = (int) ((long) length * token / of);
        boolean insidePair =
                cut > 0 && cut < text.length() && Character.isSurrogatePair(text.charAt(cut - 1), text.charAt(cut));
        return insidePair ? cut + 1 : cut;
    }
}
