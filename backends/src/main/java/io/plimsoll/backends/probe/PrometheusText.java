package io.plimsoll.backends.probe;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * A page in Prometheus' text exposition format (version 0.0.4; OpenMetrics' samples read the same). Samples are found by
 * their exact name, so that a counter's {@code _created} twin or a histogram's {@code _sum} is never taken for it. Lines that
 * are no samples are skipped: one odd exporter line must not hide the others. Immutable.
 *
 * @see <a href="https://prometheus.io/docs/instrumenting/exposition_formats/">Exposition formats</a>
 */
public final class PrometheusText {

    private final Map<String, List<Sample>> samples;

    private PrometheusText(Map<String, List<Sample>> samples) {
        this.samples = samples;
    }

    /**
     * One value of a metric.
     *
     * @param labels its label set; may be empty
     * @param value any double, NaN and the infinities included
     */
    public record Sample(Map<String, String> labels, double value) {

        public Sample {
            labels = Map.copyOf(labels);
        }
    }

    /** Reads a page. Never fails: what is no sample is skipped. */
    public static PrometheusText parse(String page) {
        var samples = new HashMap<String, List<Sample>>();
        page.lines()
                .filter(line -> !line.isBlank() && line.charAt(0) != '#')
                .forEach(line -> new Line(line).readInto(samples));
        return new PrometheusText(samples);
    }

    /** All samples of that exact name, empty for none. */
    public List<Sample> samples(String name) {
        return List.copyOf(samples.getOrDefault(name, List.of()));
    }

    /** This page with those samples alone. */
    public PrometheusText only(Predicate<Sample> kept) {
        var some = new HashMap<String, List<Sample>>();
        samples.forEach((name, all) -> {
            var rest = all.stream().filter(kept).toList();
            if (!rest.isEmpty()) {
                some.put(name, rest);
            }
        });
        return new PrometheusText(some);
    }

    /** Whether any sample's name starts so. */
    public boolean hasPrefix(String prefix) {
        return samples.keySet().stream().anyMatch(name -> name.startsWith(prefix));
    }

    /**
     * The sum over all label sets of the first of these names that the page has; empty where it has none. Right for counters
     * and for gauges that count.
     */
    public OptionalDouble sum(String... names) {
        return values(names).reduce(Double::sum);
    }

    /** The largest over all label sets of the first of these names that the page has. Right for shares. */
    public OptionalDouble max(String... names) {
        return values(names).max();
    }

    private DoubleStream values(String... names) {
        return Stream.of(names).filter(samples::containsKey).findFirst().map(samples::get).orElse(List.of()).stream()
                .mapToDouble(Sample::value);
    }

    /** A cursor over {@code name{label="value",...} number [timestamp]}. */
    private static final class Line {

        private final String text;
        private int at;

        Line(String text) {
            this.text = text;
        }

        void readInto(Map<String, List<Sample>> samples) {
            var name = until("{ \t");
            var labels = peek() == '{' ? labels() : Map.<String, String>of();
            skipBlanks();
            var number = until(" \t");
            try {
                var sample = new Sample(labels, number(number));
                samples.computeIfAbsent(name, key -> new ArrayList<>(1)).add(sample);
            } catch (NumberFormatException notANumber) {
                // not a sample
            }
        }

        private Map<String, String> labels() {
            var labels = new HashMap<String, String>();
            at++;
            while (true) {
                skipBlanks();
                if (peek() == ',') {
                    at++;
                } else if (peek() == '}' || peek() == 0) {
                    at++;
                    return labels;
                } else {
                    var name = until("=").strip();
                    at++;
                    skipBlanks();
                    labels.put(name, quoted());
                }
            }
        }

        private String quoted() {
            var value = new StringBuilder();
            for (at++; peek() != '"' && peek() != 0; at++) {
                if (peek() == '\\' && at + 1 < text.length()) {
                    at++;
                    value.append(peek() == 'n' ? '\n' : peek());
                } else {
                    value.append(peek());
                }
            }
            at++;
            return value.toString();
        }

        private String until(String stops) {
            int start = Math.min(at, text.length());
            while (peek() != 0 && stops.indexOf(peek()) < 0) {
                at++;
            }
            return text.substring(start, Math.max(start, Math.min(at, text.length())));
        }

        private void skipBlanks() {
            while (peek() == ' ' || peek() == '\t') {
                at++;
            }
        }

        /** The character under the cursor, 0 behind the end. */
        private char peek() {
            return at < text.length() ? text.charAt(at) : 0;
        }

        private static double number(String text) {
            return switch (text) {
                case "+Inf", "Inf" -> Double.POSITIVE_INFINITY;
                case "-Inf" -> Double.NEGATIVE_INFINITY;
                default -> Double.parseDouble(text);
            };
        }
    }
}
