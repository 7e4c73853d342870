package io.plimsoll.compression;

import io.plimsoll.compression.plan.CutGoal;
import io.plimsoll.compression.plan.CutPlanner;
import java.util.Optional;

/** A lane as a gateway keeps it: one request after the other, each cut where due and given a recalled passage at times. */
public final class Lane {

    /**
     * A request on its way.
     *
     * @param view what it was rendered with
     * @param cut the cut that was made for it
     * @param sent the bytes that the backend gets
     */
    public record Turn(
            CountedConversation counted,
            View before,
            View view,
            Optional<Cut> cut,
            RenderedView rendered,
            byte[] sent) {}

    private final CutPlanner planner = new CutPlanner(new LetterCounter(), ChatHistory::write);
    private final CutGoal goal;
    private final int recallEvery;
    private View view = View.EMPTY;
    private int turns;

    /** @param recallEvery after how many turns a passage is recalled; 0 for never */
    public Lane(CutGoal goal, int recallEvery) {
        this.goal = goal;
        this.recallEvery = recallEvery;
    }

    /** Sends the next request. */
    public Turn send(ChatHistory request) {
        CountedConversation counted = request.counted();
        View before = view.on(counted.conversation());
        Optional<Cut> cut = planner.plan(counted, before, goal);
        view = cut.map(Cut::view).orElse(before);
        turns++;
        int newest = request.size() - 1;
        if (recallEvery > 0 && turns % recallEvery == 0 && endsWithContent(request) && isUntouched(newest)) {
            view = view.withInsert(Edits.append(request, newest, " [recalled passage]"));
        }
        RenderedView rendered = view.render(counted);
        return new Turn(
                counted,
                before,
                view,
                cut,
                rendered,
                rendered.apply(counted.conversation().body()));
    }

    private boolean isUntouched(int message) {
        return view.edits().stream().noneMatch(edit -> edit.place().to() > message);
    }

    private static boolean endsWithContent(ChatHistory request) {
        return !request.messages().getLast().contains("tool_calls");
    }
}
