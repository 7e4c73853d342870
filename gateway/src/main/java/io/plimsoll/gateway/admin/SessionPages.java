package io.plimsoll.gateway.admin;

import io.plimsoll.gateway.http.ExchangePlan;
import io.plimsoll.gateway.pipeline.Fleet;
import io.plimsoll.gateway.session.Explanation;
import io.plimsoll.gateway.session.Lane;
import io.plimsoll.gateway.session.Lanes;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Sessions and why their last requests were sent as they were. No text of any conversation is shown. Thread-safe. */
public final class SessionPages {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Lanes lanes;
    private final Fleet fleet;

    public SessionPages(Lanes lanes, Fleet fleet) {
        this.lanes = lanes;
        this.fleet = fleet;
    }

    ExchangePlan.Answer all() {
        var body = JSON.createObjectNode();
        var list = body.putArray("sessions");
        sorted(lanes.all().stream().toList()).forEach(lane -> summary(list.addObject(), lane));
        return AdminPages.json(200, body);
    }

    Optional<ExchangePlan.Answer> one(String session) {
        List<Lane> found = sorted(lanes.all().stream()
                .filter(lane -> lane.key().session().equals(session))
                .toList());
        if (found.isEmpty()) {
            return Optional.empty();
        }
        var body = JSON.createObjectNode().put("session", session);
        var list = body.putArray("lanes");
        found.forEach(lane -> detail(list.addObject(), lane));
        return Optional.of(AdminPages.json(200, body));
    }

    private static List<Lane> sorted(List<Lane> lanes) {
        return lanes.stream()
                .sorted(Comparator.comparing((Lane lane) -> lane.key().tenant())
                        .thenComparing(lane -> lane.key().session())
                        .thenComparing(lane -> lane.key().lane()))
                .toList();
    }

    private void summary(ObjectNode node, Lane lane) {
        node.put("tenant", lane.key().tenant())
                .put("session", lane.key().session())
                .put("lane", lane.key().lane())
                .put("cuts", lane.state().view().cuts());
        Explanation last = lane.state().explanation();
        if (last != null) {
            node.put("at", last.at().toString())
                    .put("model", last.model())
                    .put("clientTokens", last.clientTokens())
                    .put("sentTokens", last.sentTokens())
                    .put("lineTokens", last.lineTokens())
                    .put("decision", words(last))
                    .put("backend", last.backend());
        }
    }

    private void detail(ObjectNode node, Lane lane) {
        summary(node, lane);
        fleet.ledger()
                .footprint(lane.key())
                .ifPresent(footprint -> node.putObject("footprint")
                        .put("pool", footprint.pool())
                        .put("tokens", footprint.tokens())
                        .put("blocks", footprint.blocks())
                        .put("bytes", footprint.bytes())
                        .put("running", footprint.running()));
        @Nullable Explanation last = lane.state().explanation();
        if (last == null) {
            return;
        }
        node.put("policy", last.policy())
                .put("limitedBy", last.limitedBy())
                .put("prefixTokens", last.prefixTokens())
                .put("reason", last.reason());
        if (last.cut() != null) {
            node.putObject("cut")
                    .put("number", last.cut().cut())
                    .put("why", last.cut().reason())
                    .put("at", last.cut().madeAt().toString());
        }
        var segments = node.putArray("segments");
        last.segments()
                .forEach(piece -> segments.addObject()
                        .put("message", piece.message())
                        .put("kind", piece.kind())
                        .put("tokens", piece.tokens())
                        .put("fate", piece.fate().name().toLowerCase(Locale.ROOT)));
    }

    private static String words(Explanation explanation) {
        return String.join(
                ",",
                explanation.decisions().stream()
                        .sorted()
                        .map(decision -> decision.name().toLowerCase(Locale.ROOT))
                        .toList());
    }
}
