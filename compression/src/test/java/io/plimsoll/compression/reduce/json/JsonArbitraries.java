package io.plimsoll.compression.reduce.json;

import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Random JSON as tools write it, and as nobody should. */
final class JsonArbitraries {

    private JsonArbitraries() {}

    /** Documents, arrays of records and JSON Lines, indented or not, with or without a shell's words around them. */
    static Arbitrary<String> documents() {
        Arbitrary<String> json = Arbitraries.frequencyOf(
                Tuple.of(4, records()),
                Tuple.of(2, records().map(records -> "{\"total\": 3, \"items\": " + records + ", \"next\": null}")),
                Tuple.of(2, kinds()),
                Tuple.of(1, lines()),
                Tuple.of(1, values(3)));
        Arbitrary<String> wrapped =
                Arbitraries.of("%s", "%s\n", "Exit code: 0\nOutput:\n%s", "<output>\n%s\n</output>");
        return Combinators.combine(json, wrapped).as((text, around) -> around.replace("%s", text));
    }

    private static Arbitrary<String> records() {
        return keys().list()
                .uniqueElements()
                .ofMinSize(1)
                .ofMaxSize(5)
                .flatMap(keys -> record(keys)
                        .list()
                        .ofMaxSize(12)
                        .map(records -> records.stream().collect(Collectors.joining(",\n  ", "[\n  ", "\n]"))));
    }

    /** Records of two kinds, told by a key or by their keys alone. */
    private static Arbitrary<String> kinds() {
        Arbitrary<String> login = values(1).map(user -> "{\"type\": \"login\", \"user\": " + user + "}");
        Arbitrary<String> write = values(1)
                .map(size -> "{\"type\": \"write\", \"path\": \"/tmp/x\", \"size\": " + size + ", \"ok\": true}");
        Arbitrary<String> bare = values(0).map(x -> "{\"x\": " + x + "}");
        return Arbitraries.oneOf(login, write, bare)
                .list()
                .ofMinSize(2)
                .ofMaxSize(15)
                .map(records -> "[" + String.join(", ", records) + "]");
    }

    private static Arbitrary<String> lines() {
        return record(List.of("level", "message", "n"))
                .list()
                .ofMinSize(2)
                .ofMaxSize(10)
                .map(records -> String.join("\n", records));
    }

    /** A record with nearly all of {@code keys}, and sometimes one twice. */
    private static Arbitrary<String> record(List<String> keys) {
        List<Arbitrary<String>> members = keys.stream()
                .map(key -> Combinators.combine(
                                valuesOf(key), Arbitraries.integers().between(0, 19))
                        .as((value, chance) -> chance == 0 ? "" : "\"" + key + "\": " + value))
                .toList();
        return Combinators.combine(members).as(all -> {
            List<String> present =
                    all.stream().filter(member -> !member.isEmpty()).toList();
            return "{" + String.join(", ", present) + "}";
        });
    }

    /** Values that are alike for one key. */
    private static Arbitrary<String> valuesOf(String key) {
        return switch (key.length() % 4) {
            case 0 -> scalars();
            case 1 -> Combinators.combine(scalars(), scalars()).as((a, b) -> "{\"x\": " + a + ", \"y y\": " + b + "}");
            case 2 -> Arbitraries.of("\"active\"", "\"active\"", "\"active\"", "\"retired\"");
            default -> values(1);
        };
    }

    private static Arbitrary<String> keys() {
        return Arbitraries.of(
                "id",
                "name",
                "status",
                "at",
                "a b",
                "A:",
                "{",
                "",
                "=x",
                "größe",
                "user.name",
                "\\\"",
                "ab,c",
                "created_at");
    }

    private static Arbitrary<String> values(int depth) {
        if (depth == 0) {
            return scalars();
        }
        Arbitrary<String> inner = Arbitraries.lazy(() -> values(depth - 1));
        return Arbitraries.frequencyOf(
                Tuple.of(4, scalars()),
                Tuple.of(1, inner.list().ofMaxSize(4).map(values -> "[" + String.join(", ", values) + "]")),
                Tuple.of(1, Combinators.combine(keys(), inner).as((key, value) -> "{\"" + key + "\":" + value + "}")),
                Tuple.of(
                        1,
                        Combinators.combine(keys(), inner, inner)
                                .as((key, a, b) -> "{\"" + key + "\":" + a + ",\"" + key + "\":" + b + "}")));
    }

    private static Arbitrary<String> scalars() {
        return Arbitraries.frequencyOf(
                Tuple.of(
                        3,
                        Arbitraries.of(
                                "0",
                                "-0",
                                "1.10",
                                "1e2",
                                "1E+2",
                                "12345678901234567890123",
                                "0.1000000000000000055",
                                "-7",
                                "true",
                                "false",
                                "null")),
                Tuple.of(
                        3,
                        Arbitraries.of(
                                "\"\"",
                                "\"a\"",
                                "\"true\"",
                                "\"null\"",
                                "\"12\"",
                                "\"1e5\"",
                                "\" a\"",
                                "\"a \"",
                                "\"a,b\"",
                                "\"a\\nb\"",
                                "\"[x\"",
                                "\"{x\"",
                                "\"say \\\"x\\\"\"",
                                "\"\\\\\"",
                                "\"\\u00e9\"",
                                "\"漢 字\"",
                                "\"2026-11-25\"",
                                "\"]\"",
                                "\"}\"",
                                "\"a|b=c\"",
                                "\"\\u2028\"",
                                "\"\\ud83d\"",
                                "\"exit code: 0\"")),
                Tuple.of(2, Arbitraries.strings().alpha().ofMaxLength(12).map(text -> "\"" + text + "\"")));
    }
}
