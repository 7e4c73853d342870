package io.plimsoll.compression.reduce.log;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/*
 * The notation
 *
 *   [&A = 10:00:<*> INFO worker <*>: task <*> done]     before the first of its lines
 *   &A 01 3 17                                          10:00:01 INFO worker 3: task 17 done
 *   10:00:02 WARN queue is long                         a line without a template
 *   &A 03 4 18
 *
 * Every line stands where it stood. A text in which a line starts like one of these two is not written so.
 */

/** A log whose lines of one template say only what is their own. */
final class TemplateText {

    private static final Pattern DEFINITION = Pattern.compile("\\[&([A-Z]{1,4}) = (.*)\\]", Pattern.DOTALL);
    private static final Pattern ROW = Pattern.compile("&([A-Z]{1,4})(?: (.*))?", Pattern.DOTALL);

    private TemplateText() {}

    /** Whether a line of {@code text} is in the notation, or could be taken for it. */
    static boolean isIn(String text) {
        return text.startsWith("[&") || text.startsWith("&") || text.contains("\n[&") || text.contains("\n&");
    }

    /** {@code text} in the notation; empty if no lines of it share a template that pays. */
    static Optional<String> write(String text) {
        if (isIn(text) || text.contains(Mask.ANY)) {
            return Optional.empty();
        }
        List<String> lines = List.of(text.split("\n", -1));
        @Nullable Use[] uses = new Use[lines.size()];
        for (Alike alike : alike(lines)) {
            Template.of(alike.lines).ifPresent(template -> {
                for (int i = 0; i < alike.places.size(); i++) {
                    uses[alike.places.get(i)] =
                            new Use(template, template.rows().get(i));
                }
            });
        }
        Map<Template, String> names = new IdentityHashMap<>();
        var out = new StringBuilder();
        for (int line = 0; line < lines.size(); line++) {
            out.append(line == 0 ? "" : "\n");
            Use use = uses[line];
            if (use == null) {
                out.append(lines.get(line));
                continue;
            }
            String name = names.get(use.template);
            if (name == null) {
                name = name(names.size());
                names.put(use.template, name);
                out.append("[&")
                        .append(name)
                        .append(" = ")
                        .append(use.template.text())
                        .append("]\n");
            }
            out.append('&').append(name).append(use.row.isEmpty() ? "" : " ").append(use.row);
        }
        return names.isEmpty() ? Optional.empty() : Optional.of(out.toString());
    }

    /** The log that {@code text} was written from; empty if it is not in the notation. */
    static Optional<String> read(String text) {
        if (!isIn(text)) {
            return Optional.empty();
        }
        Map<String, String> templates = new HashMap<>();
        List<String> lines = new ArrayList<>();
        for (String line : text.split("\n", -1)) {
            Matcher definition = DEFINITION.matcher(line);
            Matcher row = ROW.matcher(line);
            if (definition.matches()) {
                templates.put(definition.group(1), definition.group(2));
            } else if (row.matches() && templates.containsKey(row.group(1))) {
                String values = row.group(2) == null ? "" : row.group(2);
                Optional<String> read = Template.line(templates.get(row.group(1)), values);
                if (read.isEmpty()) {
                    return Optional.empty();
                }
                lines.add(read.get());
            } else {
                lines.add(line);
            }
        }
        return Optional.of(String.join("\n", lines));
    }

    /** Lines that may share a template, in the order in which the first of each occurs. */
    private static Iterable<Alike> alike(List<String> lines) {
        var drain = new Drain();
        Map<Kind, Alike> alike = new LinkedHashMap<>();
        for (int place = 0; place < lines.size(); place++) {
            LogLine line = LogLine.of(lines.get(place));
            if (line != null) {
                var kind = new Kind(drain.add(line.masked()), line.separators());
                alike.computeIfAbsent(kind, k -> new Alike(new ArrayList<>(), new ArrayList<>()))
                        .add(place, line);
            }
        }
        return alike.values();
    }

    private static String name(int number) {
        String last = String.valueOf((char) ('A' + number % 26));
        return number < 26 ? last : name(number / 26 - 1) + last;
    }

    private record Kind(Drain.Group group, String separators) {}

    private record Alike(List<Integer> places, List<LogLine> lines) {

        private void add(int place, LogLine line) {
            places.add(place);
            lines.add(line);
        }
    }

    private record Use(Template template, String row) {}
}
