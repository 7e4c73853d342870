package io.plimsoll.bench.cuts;

import io.plimsoll.backends.sim.SimulatedPrompt;
import io.plimsoll.budget.tokens.PromptCall;
import io.plimsoll.budget.tokens.PromptMessage;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What of the literals that a call uses is there when the engine has to write that call. <em>Present</em>: anywhere in what
 * it received; <em>in line</em>: with a line that the literal stood on, which a bare list of names does not give;
 * <em>far</em>: the literal was last seen further back than the cap, so that no window of the newest text can hold it;
 * <em>reused</em>: from there, and the agent had said it itself before. Not thread-safe.
 */
final class LiteralMeter {

    private final Map<String, LaterUses> uses;
    private Figures sum = Figures.NONE;

    /** @param uses what each session uses, by the session's name */
    LiteralMeter(Map<String, LaterUses> uses) {
        this.uses = uses;
    }

    /** How many were used, and how many of them were there. */
    record Kept(int used, int kept) {

        double share() {
            return (double) kept / used;
        }

        int lost() {
            return used - kept;
        }

        Kept plus(boolean isKept) {
            return new Kept(used + 1, kept + (isKept ? 1 : 0));
        }

        Kept plus(Kept more) {
            return new Kept(used + more.used, kept + more.kept);
        }
    }

    /** Sums over turns; refused turns have nothing there. */
    record Figures(Kept present, Kept inLine, Kept far, Kept reused) {

        private static final Kept NOTHING = new Kept(0, 0);
        static final Figures NONE = new Figures(NOTHING, NOTHING, NOTHING, NOTHING);

        Figures plus(Figures more) {
            return new Figures(
                    present.plus(more.present), inLine.plus(more.inLine), far.plus(more.far), reused.plus(more.reused));
        }
    }

    void observe(Turn turn) {
        LaterUses session = uses.get(turn.session().name());
        if (session == null) {
            return;
        }
        String text = textOf(turn.sent());
        for (LaterUses.Use use : session.firstAt(turn.answerAt())) {
            boolean inLine = use.lines().stream().anyMatch(text::contains);
            boolean far = use.distance() > turn.cap();
            sum = new Figures(
                    sum.present.plus(text.contains(use.literal())),
                    sum.inLine.plus(inLine),
                    far ? sum.far.plus(inLine) : sum.far,
                    sum.reused);
        }
        for (LaterUses.Use use : session.againAt(turn.answerAt())) {
            if (use.distance() > turn.cap()) {
                sum = new Figures(sum.present, sum.inLine, sum.far, sum.reused.plus(text.contains(use.literal())));
            }
        }
    }

    Figures figures() {
        return sum;
    }

    /** All text of a prompt but its tools; empty where none was received. */
    static String textOf(SimulatedPrompt.@Nullable Chat prompt) {
        if (prompt == null) {
            return "";
        }
        var text = new StringBuilder(prompt.system());
        for (PromptMessage message : prompt.messages()) {
            text.append('\n').append(message.text());
            for (PromptCall call : message.calls()) {
                text.append('\n').append(call.arguments());
            }
        }
        return text.toString();
    }
}
