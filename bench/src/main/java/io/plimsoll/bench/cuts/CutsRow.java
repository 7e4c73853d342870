package io.plimsoll.bench.cuts;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What one contestant did at one cap, over all sessions.
 *
 * @param contestant its label
 * @param cap in tokens, or {@code own} where each session had one of its own
 * @param kv what it saved
 * @param literals what it lost
 */
record CutsRow(String contestant, String cap, KvMeter.Figures kv, LiteralMeter.Figures literals) {

    private static final JsonMapper JSON = JsonMapper.shared();

    /** All sums, and the figures made of them. */
    ObjectNode json() {
        ObjectNode row = JSON.createObjectNode().put("contestant", contestant).put("cap", cap);
        row.put("kvShare", kv.kvShare()).put("prefillMultiple", kv.prefillMultiple());
        row.put("present", literals.present().share())
                .put("inLine", literals.inLine().share());
        row.put("farInLine", literals.far().share())
                .put("reused", literals.reused().share());
        row.set("kv", JSON.<ObjectNode>valueToTree(kv));
        row.set("literals", JSON.<ObjectNode>valueToTree(literals));
        return row;
    }
}
