package io.plimsoll.gateway.surface;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.gateway.SentMessages;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Random sessions that go on behind a compaction block, which may stand anywhere that a client may have put it. */
class MessagesExpansionPropertyTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final MessagesSurface surface = new MessagesSurface();

    @Provide
    Arbitrary<List<String>> sessions() {
        return MessagesSessions.upTo(12);
    }

    @Property(tries = 150, seed = "20261125")
    void anExpandedHistoryIsLegalAndHoldsTheNoteAndAllThatCameBehindIt(
            @ForAll("sessions") List<String> sessions, @ForAll long seed) throws MalformedRequestException {
        var random = new Random(seed);
        ObjectNode request = (ObjectNode) JSON.readTree(sessions.getLast());
        ArrayNode messages = (ArrayNode) request.path("messages");
        int compacted = put(messages, random);

        String expanded = expanded(request.toString());

        assertThat(expanded).doesNotContain("\"compaction\"");
        SentMessages sent = SentMessages.of(expanded);
        sent.assertLegal();
        assertThat(sent.elements().getFirst()).isEqualTo("{\"role\":\"user\",\"content\":\"note " + compacted + "\"}");
        List<String> behind = elements(messages).subList(compacted + 1, messages.size());
        assertThat(sent.elements()).endsWith(behind.toArray(String[]::new));
        assertThat(surface.read(bytes(expanded), "t").history()).isNotNull();
        assertThat(expanded(expanded)).isEqualTo(expanded);
    }

    @Property(tries = 60, seed = "20261125")
    void aHistoryThatGrowsBehindItsNoteKeepsItsPrefix(@ForAll("sessions") List<String> sessions, @ForAll long seed)
            throws MalformedRequestException {
        ObjectNode request = (ObjectNode) JSON.readTree(sessions.getLast());
        ArrayNode messages = (ArrayNode) request.path("messages");
        put(messages, new Random(seed));
        List<String> before = SentMessages.of(expanded(request.toString())).elements();

        messages.addObject().put("role", "assistant").put("content", "Then.");
        messages.addObject().put("role", "user").put("content", "And?");

        assertThat(SentMessages.of(expanded(request.toString())).elements()).startsWith(before.toArray(String[]::new));
    }

    /**
     * Puts a block into an assistant's message, alone or before what it says, and a failed one behind; where there is no such
     * message one that is nothing else is the newest.
     *
     * @return the index of its message
     */
    private static int put(ArrayNode messages, Random random) {
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < messages.size(); i++) {
            if (messages.get(i).path("role").asString().equals("assistant")) {
                places.add(i);
            }
        }
        int place = places.isEmpty() ? messages.size() : places.get(random.nextInt(places.size()));
        JsonNode said =
                places.isEmpty() ? JSON.createArrayNode() : messages.get(place).path("content");
        ArrayNode content = JSON.createArrayNode();
        if (random.nextBoolean()) {
            content.addObject().put("type", "text").put("text", "gone");
        }
        content.addObject().put("type", "compaction").put("content", "note " + place);
        if (random.nextBoolean()) {
            content.addObject().put("type", "compaction").putNull("content");
        }
        if (said.isArray()) {
            content.addAll((ArrayNode) said);
        } else {
            content.addObject().put("type", "text").set("text", said);
        }
        ObjectNode message = JSON.createObjectNode().put("role", "assistant");
        message.set("content", content);
        if (places.isEmpty()) {
            messages.add(message);
        } else {
            messages.set(place, message);
        }
        return place;
    }

    private String expanded(String request) throws MalformedRequestException {
        return new String(surface.expansion().expand("t", bytes(request)).body(), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String request) {
        return request.getBytes(StandardCharsets.UTF_8);
    }

    private static List<String> elements(ArrayNode messages) {
        List<String> elements = new ArrayList<>();
        messages.forEach(message -> elements.add(message.toString()));
        return elements;
    }
}
