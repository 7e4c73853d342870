package io.plimsoll.gateway.surface;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.budget.tokens.PromptCounter;
import io.plimsoll.budget.tokens.PromptCounters;
import io.plimsoll.compression.Conversation;
import io.plimsoll.compression.CountedConversation;
import io.plimsoll.compression.RenderedElement;
import io.plimsoll.compression.RenderedView;
import io.plimsoll.compression.View;
import io.plimsoll.compression.check.HistoryValidator;
import io.plimsoll.compression.plan.Clearing;
import io.plimsoll.compression.plan.Clearing.Inputs;
import io.plimsoll.compression.plan.Clearing.Measure;
import io.plimsoll.compression.plan.Clearing.Trigger;
import io.plimsoll.compression.plan.ClearingPlanner;
import io.plimsoll.compression.plan.CutGoal;
import io.plimsoll.compression.plan.CutPlanner;
import io.plimsoll.gateway.surface.SurfaceRequest.History;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Random agent sessions in {@code /v1/messages}, cleared as a client asks, and cut as well. */
class ClearingPropertyTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final PromptCounter COUNTER = PromptCounters.load("cl100k_base", Path.of(""));

    /** What a client may do between two requests. */
    private enum Move {
        USER,
        STEP,
        THOUGHTFUL_STEP,
        PARALLEL,
        TEXT_BEHIND_RESULT,
        TINY_RESULT
    }

    private final MessagesSurface surface = new MessagesSurface();
    private final HistoryValidator validator = new HistoryValidator();

    @Provide
    Arbitrary<List<Move>> sessions() {
        return Arbitraries.of(Move.class).list().ofMinSize(3).ofMaxSize(25);
    }

    @Provide
    Arbitrary<List<Clearing>> wishes() {
        Arbitrary<Clearing> thoughts = Arbitraries.integers().between(1, 3).map(Clearing.Thoughts::new);
        Arbitrary<Clearing> tools = Arbitraries.integers()
                .between(0, 3)
                .flatMap(keep -> Arbitraries.of(
                                new Trigger(Measure.PROMPT_TOKENS, 300),
                                new Trigger(Measure.PROMPT_TOKENS, 900),
                                new Trigger(Measure.TOOL_USES, 4))
                        .flatMap(trigger -> Arbitraries.of(new Inputs.None(), new Inputs.All())
                                .map(inputs -> new Clearing.ToolUses(trigger, keep, 40, Set.of("web"), inputs))));
        return Arbitraries.oneOf(
                tools.map(List::of),
                thoughts.map(List::of),
                thoughts.flatMap(thought -> tools.map(tool -> List.of(thought, tool))));
    }

    @Property(tries = 120, seed = "20261125")
    void aClearedHistoryIsLegalShorterCountedAndKeepsItsPrefix(
            @ForAll("sessions") List<Move> moves,
            @ForAll("wishes") List<Clearing> wishes,
            @ForAll @IntRange(max = 1) int cuts) {
        ArrayNode messages = JSON.createArrayNode();
        messages.addObject().put("role", "user").put("content", "Begin.");
        View view = View.EMPTY;
        List<String> before = List.of();
        int calls = 0;
        for (Move move : moves) {
            calls = add(messages, move, calls);
            History history = history(messages);
            CountedConversation counted = counted(history.conversation());
            View seen = view.on(counted.conversation());

            Optional<Clearing.Plan> plan =
                    new ClearingPlanner(COUNTER, history.clearings()).plan(counted, seen, wishes, Instant.EPOCH);
            view = plan.map(Clearing.Plan::view).orElse(seen);
            boolean changed = plan.isPresent();
            if (cuts > 0) {
                var goal = new CutGoal(700, 350, 2, CutGoal.Timing.AT_LINE, Instant.EPOCH);
                var cut = new CutPlanner(COUNTER, history.blocks()).plan(counted, view, goal);
                if (cut.isPresent()) {
                    changed = true;
                    view = cut.get().view();
                    assertThat(validator.check(
                                    counted.conversation(),
                                    view.render(counted).elements(),
                                    cut.get().keptResults()))
                            .isEmpty();
                }
            }

            RenderedView rendered = view.render(counted);
            byte[] sent = rendered.apply(counted.conversation().body());
            assertThat(validator.check(counted.conversation(), rendered.elements(), 0))
                    .isEmpty();
            plan.ifPresent(made -> assertThat(made.savedTokens()).isNotNegative());
            assertThat(rendered.totalTokens())
                    .isLessThanOrEqualTo(counted.totalTokens())
                    .isEqualTo(counted(history(sent).conversation()).totalTokens());
            List<String> elements = elements(sent);
            if (!changed) {
                assertThat(elements.subList(0, before.size())).isEqualTo(before);
            }
            assertThat(new ClearingPlanner(COUNTER, history.clearings())
                            .plan(counted, view, thoughtsOf(wishes), Instant.EPOCH))
                    .as("a second clearing of the same thoughts")
                    .isEmpty();
            before = elements;
        }
    }

    @Property(tries = 60, seed = "20261125")
    void whatStaysOfAMessageKeepsItsBytes(@ForAll("sessions") List<Move> moves) {
        ArrayNode messages = JSON.createArrayNode();
        messages.addObject().put("role", "user").put("content", "Begin.");
        int calls = 0;
        for (Move move : moves) {
            calls = add(messages, move, calls);
        }
        History history = history(messages);
        CountedConversation counted = counted(history.conversation());
        var wishes = List.<Clearing>of(
                new Clearing.Thoughts(1),
                new Clearing.ToolUses(new Trigger(Measure.TOOL_USES, 0), 0, 0, Set.of(), new Inputs.All()));

        View view = new ClearingPlanner(COUNTER, history.clearings())
                .plan(counted, View.EMPTY, wishes, Instant.EPOCH)
                .map(Clearing.Plan::view)
                .orElse(View.EMPTY);

        RenderedView rendered = view.render(counted);
        String sent = new String(rendered.apply(counted.conversation().body()), StandardCharsets.UTF_8);
        for (RenderedElement element : rendered.elements()) {
            if (element instanceof RenderedElement.Shortened shortened) {
                messages.get(shortened.edit().message()).path("content").forEach(block -> {
                    String type = block.path("type").asString();
                    if (type.equals("text")) {
                        assertThat(sent).contains(block.toString());
                    } else if (!type.equals("thinking")) {
                        assertThat(sent).contains(idOf(block));
                    }
                });
            }
        }
    }

    private static String idOf(tools.jackson.databind.JsonNode block) {
        return block.path(block.has("id") ? "id" : "tool_use_id").toString();
    }

    private static List<Clearing> thoughtsOf(List<Clearing> wishes) {
        return wishes.stream().filter(Clearing.Thoughts.class::isInstance).toList();
    }

    private static int add(ArrayNode messages, Move move, int calls) {
        switch (move) {
            case USER -> {
                messages.addObject().put("role", "assistant").put("content", "Said " + calls + ".");
                messages.addObject().put("role", "user").put("content", "Go on from " + calls + ".");
                return calls + 1;
            }
            case STEP -> step(messages, calls, 1, 120);
            case TINY_RESULT -> step(messages, calls, 1, 1);
            case PARALLEL -> step(messages, calls, 3, 60);
            case THOUGHTFUL_STEP -> {
                ObjectNode assistant = step(messages, calls, 1, 80);
                ArrayNode content = (ArrayNode) assistant.path("content");
                ArrayNode thoughtful = JSON.createArrayNode();
                thoughtful
                        .addObject()
                        .put("type", "thinking")
                        .put("thinking", "Thought " + calls + " about it.")
                        .put("signature", "sig==" + calls);
                thoughtful.addObject().put("type", "redacted_thinking").put("data", "xyz" + calls);
                thoughtful.addAll(content);
                assistant.set("content", thoughtful);
            }
            case TEXT_BEHIND_RESULT -> {
                step(messages, calls, 1, 100);
                ((ArrayNode) messages.get(messages.size() - 1).path("content"))
                        .addObject()
                        .put("type", "text")
                        .put("text", "And also " + calls);
            }
        }
        return calls + 3;
    }

    private static ObjectNode step(ArrayNode messages, int calls, int parallel, int words) {
        ObjectNode assistant = messages.addObject().put("role", "assistant");
        ArrayNode content = assistant.putArray("content");
        ArrayNode results = JSON.createArrayNode();
        for (int i = 0; i < parallel; i++) {
            String id = "toolu_" + (calls + i);
            content.addObject()
                    .put("type", "tool_use")
                    .put("id", id)
                    .put("name", (calls + i) % 5 == 4 ? "web" : "read")
                    .putObject("input")
                    .put("path", "some/where/in/the/tree/File" + calls + ".java");
            results.addObject()
                    .put("type", "tool_result")
                    .put("tool_use_id", id)
                    .put("content", ("wörd" + calls + " ").repeat(words));
        }
        messages.addObject().put("role", "user").set("content", results);
        return assistant;
    }

    private History history(ArrayNode messages) {
        return history(("{\"model\":\"m\", \"messages\":" + messages + ",\"x\":1e2}").getBytes(StandardCharsets.UTF_8));
    }

    private History history(byte[] body) {
        try {
            return Objects.requireNonNull(surface.read(body, "t").history());
        } catch (MalformedRequestException broken) {
            throw new AssertionError(broken);
        }
    }

    private static CountedConversation counted(Conversation conversation) {
        int[] tokens = new int[conversation.messages().size()];
        for (int i = 0; i < tokens.length; i++) {
            tokens[i] = conversation.reader().read(i).stream()
                    .mapToInt(COUNTER::message)
                    .sum();
        }
        return new CountedConversation(conversation, 10, tokens);
    }

    private static List<String> elements(byte[] body) {
        List<String> elements = new ArrayList<>();
        JSON.readTree(body).path("messages").forEach(message -> elements.add(message.toString()));
        return elements;
    }
}
