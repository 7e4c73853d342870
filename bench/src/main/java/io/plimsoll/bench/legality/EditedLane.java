package io.plimsoll.bench.legality;

import io.plimsoll.budget.tokens.PromptRole;
import io.plimsoll.compression.Conversation;
import io.plimsoll.compression.CountedConversation;
import io.plimsoll.compression.Cut;
import io.plimsoll.compression.Edit;
import io.plimsoll.compression.HistoryMessage;
import io.plimsoll.compression.RenderedView;
import io.plimsoll.compression.View;
import io.plimsoll.compression.check.HistoryValidator;
import io.plimsoll.compression.check.Violation;
import io.plimsoll.compression.plan.Clearing;
import io.plimsoll.compression.plan.ClearingPlanner;
import io.plimsoll.compression.plan.CutGoal;
import io.plimsoll.compression.plan.CutPlanner;
import io.plimsoll.gateway.surface.MalformedRequestException;
import io.plimsoll.gateway.surface.SurfaceRequest.History;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** A lane as the gateway keeps it, with cuts, clearings and recalls at random. Not thread-safe. */
final class EditedLane {

    private static final String TENANT = "bench";
    private static final String RECALLED = "[Recalled] an earlier line: const limit = 48213;";

    private final RoughCounter counter = new RoughCounter();
    private final HistoryValidator validator = new HistoryValidator();
    private final Wire wire;
    private final Random random;
    private final CutGoal goal;
    private final Optional<Clearing> clearing;
    private final int recallEvery;
    private View view = View.EMPTY;

    EditedLane(Wire wire, Random random) {
        this.wire = wire;
        this.random = random;
        int line = 120 + random.nextInt(1_000);
        var timing = random.nextBoolean() ? CutGoal.Timing.EARLY : CutGoal.Timing.AT_LINE;
        goal = new CutGoal(line, line * (3 + random.nextInt(5)) / 10, random.nextInt(5), timing, Instant.EPOCH);
        clearing = wire == Wire.MESSAGES && random.nextBoolean() ? Optional.of(clearing(random)) : Optional.empty();
        recallEvery = 1 + random.nextInt(4);
    }

    /** What was done to a request. */
    enum Done {
        CUT,
        CLEARED,
        RECALLED,
        REPLAYED
    }

    /**
     * A request on its way.
     *
     * @param sent the bytes for the engine
     * @param keptResults how many of the newest results the edits promise to have left alone
     * @param violations what the gateway's own check says; it would not make such an edit
     */
    record Outcome(byte[] sent, int keptResults, Set<Done> done, List<Violation> violations) {}

    Outcome send(byte[] body) throws MalformedRequestException {
        History history = wire.surface().read(body, TENANT).history();
        if (history == null) {
            throw new IllegalStateException("every request of the benchmark has a history");
        }
        CountedConversation counted = counted(history);
        View before = view.on(counted.conversation());
        view = before;
        Set<Done> done = EnumSet.noneOf(Done.class);
        clear(history, counted, done);
        int keptResults = cut(history, counted, done);
        recall(history, counted, done);
        RenderedView rendered = view.render(counted);
        if (!rendered.splices().isEmpty()) {
            done.add(Done.REPLAYED);
        }
        return new Outcome(
                rendered.apply(body),
                keptResults,
                done,
                validator.check(counted.conversation(), rendered.elements(), keptResults));
    }

    private void clear(History history, CountedConversation counted, Set<Done> done) {
        if (clearing.isPresent()) {
            var planner = new ClearingPlanner(counter, history.clearings());
            planner.plan(counted, view, List.of(clearing.get()), Instant.EPOCH).ifPresent(plan -> {
                view = plan.view();
                done.add(Done.CLEARED);
            });
        }
    }

    private int cut(History history, CountedConversation counted, Set<Done> done) {
        Optional<Cut> cut = new CutPlanner(counter, history.blocks()).plan(counted, view, goal);
        cut.ifPresent(made -> {
            view = made.view();
            done.add(Done.CUT);
        });
        // What a client wants cleared may be the newest results.
        return clearing.isPresent() ? 0 : cut.map(Cut::keptResults).orElse(0);
    }

    private void recall(History history, CountedConversation counted, Set<Done> done) {
        Conversation conversation = counted.conversation();
        int newest = conversation.messages().size() - 1;
        HistoryMessage message = conversation.messages().get(newest);
        boolean free = view.edits().stream().noneMatch(edit -> edit.place().to() > newest);
        boolean due = free && message.role() == PromptRole.USER && random.nextInt(recallEvery) == 0;
        if (!due || !message.facts().hasText()) {
            return;
        }
        history.recalls().place(conversation, newest, RECALLED).ifPresent(place -> {
            view = view.withInsert(new Edit.Insert(
                    newest,
                    conversation.chain().get(newest),
                    message.facts().raw(),
                    place.offset(),
                    RECALLED,
                    new Edit.Text(place.bytes(), List.of(), counter.text(RECALLED)),
                    new Edit.Origin("recalled", Instant.EPOCH, view.cuts())));
            done.add(Done.RECALLED);
        });
    }

    private CountedConversation counted(History history) {
        Conversation conversation = history.conversation();
        int[] tokens = new int[conversation.messages().size()];
        for (int i = 0; i < tokens.length; i++) {
            tokens[i] = conversation.reader().read(i).stream()
                    .mapToInt(counter::message)
                    .sum();
        }
        int head = counter.head(history.systemText(), history.toolDefinitions()) + counter.generationPrompt();
        return new CountedConversation(conversation, head, tokens);
    }

    private static Clearing clearing(Random random) {
        if (random.nextBoolean()) {
            return new Clearing.Thoughts(1 + random.nextInt(2));
        }
        Clearing.Inputs inputs = random.nextBoolean() ? new Clearing.Inputs.All() : new Clearing.Inputs.None();
        var trigger = new Clearing.Trigger(Clearing.Measure.TOOL_USES, 1 + random.nextInt(4));
        return new Clearing.ToolUses(trigger, random.nextInt(4), 0, Set.of("ask"), inputs);
    }
}
