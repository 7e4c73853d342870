package io.plimsoll.bench.cuts;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What one contestant kept of the facts of one chat.
 *
 * @param chat its name
 * @param keepPercent the cap as a share of the whole chat
 * @param cap in tokens
 * @param contestant its label
 * @param facts how many were asked for, and how many stood in what the engine received outside the question
 * @param kv what was saved meanwhile, over the replayed chat and all questions
 * @param sentTokens of a question's request, on average
 */
record FactsRow(
        String chat,
        double keepPercent,
        int cap,
        String contestant,
        LiteralMeter.Kept facts,
        KvMeter.Figures kv,
        double sentTokens) {

    private static final JsonMapper JSON = JsonMapper.shared();

    ObjectNode json() {
        ObjectNode row = JSON.valueToTree(this);
        return row.put("factsShare", facts.share())
                .put("kvShare", kv.kvShare())
                .put("prefillMultiple", kv.prefillMultiple());
    }
}
