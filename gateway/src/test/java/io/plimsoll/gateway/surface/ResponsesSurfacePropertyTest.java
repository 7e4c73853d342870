package io.plimsoll.gateway.surface;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.budget.tokens.PromptCounter;
import io.plimsoll.budget.tokens.PromptMessage;
import io.plimsoll.compression.CountedConversation;
import io.plimsoll.compression.Cut;
import io.plimsoll.compression.View;
import io.plimsoll.compression.check.HistoryValidator;
import io.plimsoll.compression.plan.CutGoal;
import io.plimsoll.compression.plan.CutPlanner;
import io.plimsoll.gateway.surface.SurfaceRequest.History;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.statistics.Statistics;
import tools.jackson.databind.JsonNode;

/** Whatever legal items a session has, they are legal after each cut, and what was sent once stays as it is until the next. */
class ResponsesSurfacePropertyTest {

    private final ResponsesSurface surface = new ResponsesSurface();
    private final PromptCounter letters = new LetterCounter();
    private final HistoryValidator validator = new HistoryValidator();

    @Provide
    Arbitrary<List<List<String>>> sessions() {
        return ItemSessions.upTo(40);
    }

    @Property(tries = 100, seed = "20261125")
    void everyRequestOfASessionIsLegalAndBeginsWithTheOneBefore(
            @ForAll("sessions") List<List<String>> session, @ForAll @IntRange(min = 300, max = 4_000) int line)
            throws Exception {
        var goal = new CutGoal(line, line / 2, 2, CutGoal.Timing.AT_LINE, Instant.EPOCH);
        View view = View.EMPTY;
        List<JsonNode> before = List.of();
        List<String> earlier = List.of();
        for (List<String> items : session) {
            History history = read(items);
            CountedConversation counted = counted(history);
            View applying = view.on(counted.conversation());
            Optional<Cut> cut = new CutPlanner(letters, history.blocks()).plan(counted, applying, goal);
            view = cut.map(Cut::view).orElse(applying);
            Statistics.label("cut").collect(cut.isPresent());

            var rendered = view.render(counted);
            List<JsonNode> sent = items(rendered.apply(counted.conversation().body()));

            assertThat(validator.check(
                            counted.conversation(),
                            rendered.elements(),
                            cut.map(Cut::keptResults).orElse(0)))
                    .isEmpty();
            requireLegal(sent);
            assertThat(sent.getLast()).isEqualTo(Json.MAPPER.readTree(items.getLast()));
            if (cut.isEmpty() && grew(earlier, items)) {
                assertThat(sent.subList(0, before.size())).isEqualTo(before);
            }
            before = sent;
            earlier = items;
        }
        Statistics.label("cut").coverage(kinds -> kinds.check(true).count(n -> n > 50));
    }

    /** Whether the client has only added items. */
    private static boolean grew(List<String> earlier, List<String> items) {
        return items.size() >= earlier.size()
                && items.subList(0, earlier.size()).equals(earlier);
    }

    private static void requireLegal(List<JsonNode> items) {
        Set<String> open = new HashSet<>();
        boolean thought = false;
        for (JsonNode item : items) {
            String type = item.path("type").asString();
            String role = item.path("role").asString("");
            boolean deed = type.endsWith("_call") || role.equals("assistant");
            assertThat(!thought || deed)
                    .as("%s behind reasoning in %s", item, items)
                    .isTrue();
            thought = type.equals("reasoning");
            if (type.endsWith("_output")) {
                assertThat(open.remove(item.path("call_id").asString()))
                        .as("call of %s in %s", item, items)
                        .isTrue();
            } else if (item.has("call_id")) {
                open.add(item.path("call_id").asString());
            } else if (role.equals("user")) {
                assertThat(open).as("calls before %s in %s", item, items).isEmpty();
            }
        }
        assertThat(open).isEmpty();
        assertThat(thought).isFalse();
    }

    private History read(List<String> items) throws MalformedRequestException {
        String body = "{\"model\":\"m\",\"instructions\":\"i\",\"input\":[ " + String.join(" , ", items) + "\n]}";
        return Objects.requireNonNull(
                surface.read(body.getBytes(StandardCharsets.UTF_8), "tenant").history());
    }

    private CountedConversation counted(History history) {
        int[] tokens = new int[history.conversation().messages().size()];
        for (int i = 0; i < tokens.length; i++) {
            tokens[i] = history.conversation().reader().read(i).stream()
                    .mapToInt(letters::message)
                    .sum();
        }
        return new CountedConversation(history.conversation(), letters.head("i", List.of()), tokens);
    }

    private static List<JsonNode> items(byte[] body) {
        return Json.MAPPER.readTree(body).path("input").valueStream().toList();
    }

    /** A token for every four characters, and four for a message's frame. */
    private static final class LetterCounter implements PromptCounter {

        @Override
        public int head(String system, List<String> toolDefinitions) {
            return 4 + text(system);
        }

        @Override
        public int message(PromptMessage message) {
            int calls = message.calls().stream()
                    .mapToInt(call -> 4 + text(call.name()) + text(call.arguments()))
                    .sum();
            return 4 + text(message.text()) + text(message.reasoning()) + calls;
        }

        @Override
        public int generationPrompt() {
            return 2;
        }

        @Override
        public int text(String text) {
            return (text.length() + 3) / 4;
        }
    }
}
