package io.plimsoll.gateway.cli;

import io.plimsoll.gateway.replay.ReplayTotals;
import io.plimsoll.gateway.replay.ReplayTurn;
import java.io.PrintWriter;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/** How a replay is printed: for people as it goes, for programs as one JSON object at the end. Not thread-safe. */
abstract sealed class ReplayReport {

    static ReplayReport table(PrintWriter out) {
        return new Table(out);
    }

    static ReplayReport json(PrintWriter out) {
        return new Json(out);
    }

    abstract void turn(ReplayTurn turn);

    abstract void totals(ReplayTotals totals);

    private static final class Table extends ReplayReport {

        private static final String ROW = "%7s %5s %8s %8s %8s %8s %8s  %s%n";

        private final PrintWriter out;
        private boolean headed;

        Table(PrintWriter out) {
            this.out = out;
        }

        @Override
        void turn(ReplayTurn turn) {
            if (!headed) {
                out.printf(ROW, "session", "turn", "client", "sent", "stable", "prefill", "line", "decision");
                headed = true;
            }
            ReplayTurn.Tokens tokens = turn.tokens();
            Integer line = turn.line().tokens();
            out.printf(
                    Locale.ROOT,
                    ROW,
                    turn.session(),
                    turn.turn(),
                    tokens.client(),
                    tokens.sent(),
                    tokens.prefixStable(),
                    tokens.prefill(),
                    line == null ? "-" : line,
                    turn.line().decision() + remarks(turn));
            out.flush();
        }

        private static String remarks(ReplayTurn turn) {
            var remarks = new StringBuilder();
            if (turn.failed()) {
                remarks.append(" (HTTP ").append(turn.status()).append(')');
            }
            ReplayTurn.Check check = turn.check();
            if (check != null && check.orphans() > 0) {
                remarks.append(" (").append(check.orphans()).append(" orphans)");
            }
            if (check != null && check.prefixBroken()) {
                remarks.append(" (prefix broken)");
            }
            return remarks.toString();
        }

        @Override
        void totals(ReplayTotals totals) {
            if (headed) {
                out.println();
            }
            var turns = totals.turns();
            var tokens = totals.tokens();
            var checks = totals.checks();
            line(
                    "turns",
                    "%,d (%,d cuts, %,d recalls, %,d refusals, %,d failures)",
                    turns.all(),
                    turns.cuts(),
                    turns.recalls(),
                    turns.refusals(),
                    turns.failures());
            line("client token-turns", "%,d", tokens.clientTurns());
            line("sent token-turns", "%,d", tokens.sentTurns());
            line("KV token-turns against pass-through", "%.1f %%", 100 * tokens.kvRatio());
            line("prefill", "%,d tokens", tokens.prefill());
            line("prefill of pass-through", "%,d tokens", tokens.passThroughPrefill());
            line("prefill multiple", "%.3f", tokens.prefillMultiple());
            line("largest sent", "%,d tokens", tokens.largestSent());
            line("prompts above their line", "%,d", checks.aboveLine());
            line("orphans", "%,d", checks.orphans());
            line("prefix breaks without a cut", "%,d", checks.prefixBreaks());
        }

        private void line(String what, String format, Object... values) {
            out.printf("%-36s %s%n", what, String.format(Locale.ROOT, format, values));
        }
    }

    private static final class Json extends ReplayReport {

        private static final JsonMapper MAPPER = JsonMapper.builder().build();

        private final PrintWriter out;
        private final ArrayNode turns = MAPPER.createArrayNode();

        Json(PrintWriter out) {
            this.out = out;
        }

        @Override
        void turn(ReplayTurn turn) {
            turns.add(MAPPER.<tools.jackson.databind.JsonNode>valueToTree(turn));
        }

        @Override
        void totals(ReplayTotals totals) {
            var report = MAPPER.createObjectNode();
            if (!turns.isEmpty()) {
                report.set("turns", turns);
            }
            report.set("totals", MAPPER.<tools.jackson.databind.JsonNode>valueToTree(totals));
            report.put("kvRatio", totals.tokens().kvRatio());
            report.put("prefillMultiple", totals.tokens().prefillMultiple());
            out.println(report.toPrettyString());
        }
    }
}
