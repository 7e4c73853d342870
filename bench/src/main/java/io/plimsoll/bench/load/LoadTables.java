package io.plimsoll.bench.load;

import io.plimsoll.bench.load.LoadResult.FirstByte;
import io.plimsoll.bench.load.LoadResult.Load;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** Prints the medians of a load run as Markdown. */
final class LoadTables {

    private static final String DIRECT = "direct";
    private static final double MICROS_PER_MILLI = 1_000;

    private final LoadResult result;
    private final PrintWriter out;

    LoadTables(LoadResult result, PrintWriter out) {
        this.result = result;
        this.out = out;
    }

    void print(List<Integer> sizes) {
        var here = result.environment();
        line("%s, commit %s", here.at(), here.commit());
        line("%d cores shared by all processes, %s, %s", here.cores(), here.cpu(), here.system());
        line("%s; %s; load average before: %s", here.jdk(), result.versions(), here.load());
        line("%s", result.settings());
        underLoad(sizes);
        latency(sizes);
        firstBytes();
        out.flush();
    }

    private void underLoad(List<Integer> sizes) {
        line("%n| body | | requests/s | CPU µs/request | p50 ms | p99 ms | nginx CPU / own | own req/s / nginx |");
        line("|---|---|---|---|---|---|---|---|");
        for (int size : sizes) {
            double nginxCpu = result.medianLoad(size, Variant.NGINX, Load::cpuMicrosPerRequest);
            double nginxRate = result.medianLoad(size, Variant.NGINX, Load::requestsPerSecond);
            for (Variant variant : Variant.values()) {
                double cpu = result.medianLoad(size, variant, Load::cpuMicrosPerRequest);
                double rate = result.medianLoad(size, variant, Load::requestsPerSecond);
                if (!Double.isNaN(rate)) {
                    line(
                            "| %d KiB | %s | %.0f | %.0f | %.1f | %.1f | %.2f | %.2f |",
                            size >> 10,
                            variant.label(),
                            rate,
                            cpu,
                            result.medianLoad(size, variant, Load::p50Micros) / MICROS_PER_MILLI,
                            result.medianLoad(size, variant, Load::p99Micros) / MICROS_PER_MILLI,
                            nginxCpu / cpu,
                            rate / nginxRate);
                }
            }
        }
    }

    private void latency(List<Integer> sizes) {
        line("%n| body, one connection | p50 µs | added to direct µs |");
        line("|---|---|---|");
        for (int size : sizes) {
            double direct = result.medianLatency(size, DIRECT);
            line("| %d KiB direct | %.0f | |", size >> 10, direct);
            for (Variant variant : Variant.values()) {
                double p50 = result.medianLatency(size, variant.label());
                if (!Double.isNaN(p50)) {
                    line("| %d KiB %s | %.0f | %.0f |", size >> 10, variant.label(), p50, p50 - direct);
                }
            }
        }
    }

    private void firstBytes() {
        line("%n| first byte of a burst of streams | p50 ms | p99 ms |");
        line("|---|---|---|");
        result.firstBytes().stream()
                .map(burst -> List.of(burst.variant(), burst.state()))
                .distinct()
                .forEach(kind -> line(
                        "| %s, %s | %.1f | %.1f |",
                        kind.get(0),
                        kind.get(1),
                        result.medianFirstByte(kind.get(0), kind.get(1), FirstByte::p50Millis),
                        result.medianFirstByte(kind.get(0), kind.get(1), FirstByte::p99Millis)));
    }

    private void line(String format, Object... values) {
        out.printf(Locale.ROOT, format + "%n", values);
    }
}
