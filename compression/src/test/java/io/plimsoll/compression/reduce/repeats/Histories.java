package io.plimsoll.compression.reduce.repeats;

import io.plimsoll.compression.reduce.Reading;
import io.plimsoll.compression.reduce.ToolText;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Results that say again what was said before, wholly or in part. */
final class Histories {

    private static final List<String> LINES = List.of(
            "export function first(value: string): string {",
            "    return value.trim().toLowerCase();",
            "}",
            "",
            "export function second(count: number): number {",
            "    const doubled = count * 2;",
            "    return doubled > 10 ? doubled : count;",
            "const separator = \"--------------------\";",
            "import { readFile } from \"node:fs/promises\";");

    private Histories() {}

    /** Up to four earlier results and one that shares lines with one of them, all of a small set of calls. */
    static Arbitrary<Reading> any() {
        Arbitrary<String> text =
                Arbitraries.of(LINES).list().ofMinSize(1).ofMaxSize(25).map(lines -> String.join("\n", lines));
        Arbitrary<String> path = Arbitraries.of("a.ts", "b.ts");
        Arbitrary<ToolText> call = Combinators.combine(path, text).as(Histories::read);
        return Combinators.combine(
                        call.list().ofMaxSize(4),
                        call,
                        Arbitraries.integers().between(0, 3),
                        Arbitraries.integers().between(0, 30))
                .as(Histories::reading);
    }

    private static Reading reading(List<ToolText> earlier, ToolText fresh, int from, int changed) {
        if (from >= earlier.size()) {
            return new Reading(fresh, earlier, List.of());
        }
        String[] lines = earlier.get(from).result().split("\n", -1);
        if (changed < lines.length) {
            lines[changed] = "    // a line that nobody has seen before";
        }
        return new Reading(fresh.withResult(String.join("\n", lines)), earlier, List.of());
    }

    static ToolText read(String path, String result) {
        return new ToolText("r", "read", "{\"path\":\"" + path + "\"}", result);
    }

    /** A file of so many lines, no two alike. */
    static String file(int lines) {
        var text = new StringBuilder();
        for (int i = 0; i < lines; i++) {
            text.append("const value")
                    .append(i)
                    .append(" = compute(")
                    .append(i * 7 % 13)
                    .append(");\n");
        }
        return text.toString();
    }
}
