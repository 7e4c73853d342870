package io.plimsoll.gateway.surface;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.budget.tokens.PromptCounter;
import io.plimsoll.budget.tokens.PromptMessage;
import io.plimsoll.budget.tokens.PromptRole;
import io.plimsoll.compression.ChainHash;
import io.plimsoll.compression.Conversation;
import io.plimsoll.compression.CountedConversation;
import io.plimsoll.compression.Cut;
import io.plimsoll.compression.Edit;
import io.plimsoll.compression.HistoryMessage;
import io.plimsoll.compression.RenderedView;
import io.plimsoll.compression.View;
import io.plimsoll.compression.check.HistoryValidator;
import io.plimsoll.compression.plan.CutGoal;
import io.plimsoll.compression.plan.CutPlanner;
import io.plimsoll.gateway.SentMessages;
import io.plimsoll.gateway.surface.SurfaceRequest.History;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.statistics.Statistics;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class MessagesCutPropertyTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String PASSAGE = "[recalled \"passage\"]";

    private final MessagesSurface surface = new MessagesSurface();
    private final HistoryValidator validator = new HistoryValidator();

    @Provide
    Arbitrary<List<String>> sessions() {
        return MessagesSessions.upTo(50);
    }

    @Property(tries = 100, seed = "20261125")
    void everyRequestOfALaneIsLegalAndBetweenCutsItBeginsWithTheLastOne(
            @ForAll("sessions") List<String> session,
            @ForAll @IntRange(min = 300, max = 3_000) int line,
            @ForAll @IntRange(max = 4) int newestResults)
            throws Exception {
        var goal = new CutGoal(line, line / 2, newestResults, CutGoal.Timing.EARLY, Instant.EPOCH);
        View view = View.EMPTY;
        List<ChainHash> before = List.of();
        List<String> sentBefore = List.of();
        for (String request : session) {
            History history = history(request);
            CountedConversation counted = count(history);
            View on = view.on(counted.conversation());
            boolean continued = on.edits().size() == view.edits().size();
            Optional<Cut> cut = new CutPlanner(new Letters(), history.blocks()).plan(counted, on, goal);
            view = recalled(history, cut.map(Cut::view).orElse(on));
            RenderedView rendered = view.render(counted);

            String sent = new String(rendered.apply(counted.conversation().body()), StandardCharsets.UTF_8);

            var messages = SentMessages.of(sent);
            messages.assertLegal();
            assertThat(SentMessages.of(request).thoughts()).containsAll(messages.thoughts());
            assertThat(validator.check(
                            counted.conversation(),
                            rendered.elements(),
                            cut.map(Cut::keptResults).orElse(0)))
                    .isEmpty();
            List<String> said = unmarked(sent);
            List<ChainHash> chain = counted.conversation().chain();
            boolean extended = chain.size() > before.size()
                    && chain.subList(0, before.size()).equals(before);
            if (cut.isEmpty() && continued && extended) {
                assertThat(said.subList(0, sentBefore.size())).isEqualTo(sentBefore);
                Statistics.label("prefix").collect("kept");
            }
            Statistics.label("cut").collect(cut.isPresent());
            Statistics.label("recalled").collect(sent.contains("[recalled"));
            before = chain;
            sentBefore = said;
        }
        Statistics.label("cut").coverage(cuts -> cuts.check(true).count(n -> n > 150));
        Statistics.label("prefix").coverage(kept -> kept.check("kept").count(n -> n > 400));
        Statistics.label("recalled").coverage(some -> some.check(true).count(n -> n > 200));
    }

    /** As a recall would, whenever the newest message is the user's own. */
    private static View recalled(History history, View view) {
        Conversation conversation = history.conversation();
        int newest = conversation.messages().size() - 1;
        HistoryMessage message = conversation.messages().get(newest);
        boolean taken = view.edits().stream().anyMatch(edit -> edit.place().to() > newest);
        if (view.cuts() == 0 || taken || message.role() != PromptRole.USER) {
            return view;
        }
        var place = history.recalls().place(conversation, newest, PASSAGE).orElseThrow();
        return view.withInsert(new Edit.Insert(
                newest,
                conversation.chain().get(newest),
                message.facts().raw(),
                place.offset(),
                PASSAGE,
                new Edit.Text(place.bytes(), List.of(), 5),
                new Edit.Origin("recalled", Instant.EPOCH, view.cuts())));
    }

    /** The messages as they are said: without cache marks. */
    private static List<String> unmarked(String body) {
        JsonNode root = JSON.readTree(body);
        root.path("messages")
                .forEach(message -> message.path("content").forEach(block -> {
                    if (block instanceof ObjectNode object) {
                        object.remove("cache_control");
                    }
                }));
        return new SentMessages(root).elements();
    }

    private History history(String request) throws MalformedRequestException {
        return Objects.requireNonNull(
                surface.read(MessagesSessions.bytes(request), "tenant").history());
    }

    private static CountedConversation count(History history) {
        Conversation conversation = history.conversation();
        int[] tokens = new int[conversation.messages().size()];
        for (int i = 0; i < tokens.length; i++) {
            tokens[i] = conversation.reader().read(i).stream()
                    .mapToInt(new Letters()::message)
                    .sum();
        }
        return new CountedConversation(conversation, 20, tokens);
    }

    /** Four characters are a token, and a message has five more. */
    private record Letters() implements PromptCounter {

        @Override
        public int head(String system, List<String> toolDefinitions) {
            return text(system + toolDefinitions);
        }

        @Override
        public int message(PromptMessage message) {
            return 5 + text(message.text() + message.reasoning() + message.calls());
        }

        @Override
        public int generationPrompt() {
            return 3;
        }

        @Override
        public int text(String text) {
            return text.length() / 4;
        }
    }
}
