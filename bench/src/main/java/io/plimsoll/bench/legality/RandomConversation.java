package io.plimsoll.bench.legality;

import io.plimsoll.gateway.surface.MalformedRequestException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** One conversation through one lane. Used once. */
final class RandomConversation {

    private final Wire wire;
    private final RandomAgent agent;
    private final EditedLane lane;
    private final List<String> findings = new ArrayList<>();
    private final Set<EditedLane.Done> done = EnumSet.noneOf(EditedLane.Done.class);
    private int requests;

    /** @param seed decides everything, the dialect included */
    RandomConversation(long seed) {
        var random = new Random(seed);
        // The first number hardly depends on the low bits of the seed.
        random.nextLong();
        Wire[] wires = Wire.values();
        wire = wires[random.nextInt(wires.length)];
        agent = new RandomAgent(random);
        lane = new EditedLane(wire, new Random(random.nextLong()));
    }

    /**
     * What came of it.
     *
     * @param requests how many were sent
     * @param done what was done to any of them
     * @param findings each as a sentence; empty where nothing was illegal
     */
    record Outcome(Wire wire, int requests, Set<EditedLane.Done> done, List<String> findings) {

        Outcome {
            findings = List.copyOf(findings);
        }
    }

    Outcome hold() {
        agent.converse(this::send);
        return new Outcome(wire, requests, done, findings);
    }

    private void send(List<Said> history) {
        requests++;
        byte[] body = wire.request(history);
        try {
            EditedLane.Outcome outcome = lane.send(body);
            done.addAll(outcome.done());
            outcome.violations().forEach(violation -> found("the gateway's own check: " + violation));
            compare(Wire.JSON.readTree(body), outcome);
        } catch (JacksonException broken) {
            found("no JSON any more: " + broken.getOriginalMessage());
        } catch (MalformedRequestException | RuntimeException failed) {
            found("failed: " + failed);
        }
    }

    private void compare(JsonNode client, EditedLane.Outcome outcome) {
        JsonNode sent = Wire.JSON.readTree(outcome.sent());
        Rules.broken(wire.read(client), wire.read(sent), outcome.keptResults()).forEach(this::found);
        if (!Set.copyOf(client.propertyNames()).equals(Set.copyOf(sent.propertyNames()))) {
            found("fields of the request changed");
        }
        for (String field : client.propertyNames()) {
            if (!field.equals(wire.historyField()) && !client.path(field).equals(sent.path(field))) {
                found(field + " changed");
            }
        }
        boolean headed = wire == Wire.CHAT;
        if (headed
                && !client.path("messages").path(0).equals(sent.path("messages").path(0))) {
            found("system changed");
        }
    }

    private void found(String what) {
        findings.add(wire + ", request " + requests + ": " + what);
    }
}
