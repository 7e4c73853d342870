package io.plimsoll.bench.cuts;

import io.plimsoll.bench.Environment;
import java.io.PrintWriter;
import java.util.Locale;

/** Prints rows as Markdown, each as soon as it is there. Not thread-safe. */
final class CutsTable {

    private static final double PERCENT = 100;

    private final PrintWriter out;

    CutsTable(PrintWriter out) {
        this.out = out;
    }

    void head(Environment here, String what) {
        line("%s, commit %s; %s", here.at(), here.commit(), here.jdk());
        line("%s", what);
        line(
                "%nSaved: KV (tokens in context summed over turns, of the client's own), prefill (tokens computed, times those"
                        + " without a proxy).");
        line("Lost: literals that a call needs and the engine did not get, of those used.");
        line(
                "%n| cap | | KV %% | prefill × | present %% | in line %% | lost | far in line %% | lost | reuse %% | lost |"
                        + " over cap | largest | breaks | refused |");
        line("|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|");
    }

    void row(CutsRow row) {
        KvMeter.Figures kv = row.kv();
        LiteralMeter.Figures literals = row.literals();
        line(
                "| %s | %s | %.1f | %.3f | %s | %s | %s | %s | %s | %s | %s | %d | %d | %d | %d |",
                row.cap(),
                row.contestant(),
                PERCENT * kv.kvShare(),
                kv.prefillMultiple(),
                share(literals.present()),
                share(literals.inLine()),
                lost(literals.inLine()),
                share(literals.far()),
                lost(literals.far()),
                share(literals.reused()),
                lost(literals.reused()),
                kv.overCap(),
                kv.largest(),
                kv.breaks(),
                kv.refused());
    }

    void skipped(String contestant, String why) {
        line("%n%s: left out, since %s.", contestant, why);
    }

    private static String share(LiteralMeter.Kept kept) {
        return kept.used() == 0 ? "–" : String.format(Locale.ROOT, "%.1f", PERCENT * kept.share());
    }

    private static String lost(LiteralMeter.Kept kept) {
        return kept.used() == 0 ? "–" : kept.lost() + "/" + kept.used();
    }

    private void line(String format, Object... values) {
        out.printf(Locale.ROOT, format + "%n", values);
        out.flush();
    }
}
