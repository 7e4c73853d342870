package io.plimsoll.compression.reduce.json;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a JSON text tells, whatever its notation: the order of keys does not count, the spelling of numbers does. */
final class Told {

    private Told() {}

    /** Null if {@code text} is no JSON, with or without tables. */
    static @Nullable Object by(String text) {
        return JsonDocument.readWithTables(text)
                .map(document -> told(document.value()))
                .orElse(null);
    }

    private static Object told(Json value) {
        return switch (value) {
            case Json.Literal literal -> literal;
            case Json.Text string -> string;
            case Json.Items items -> items.values().stream().map(Told::told).toList();
            case Json.Members object -> told(object);
        };
    }

    private static Object told(Json.Members object) {
        Map<String, Json> values = object.byKey();
        if (values == null) {
            return object.members().stream()
                    .map(member -> List.of(member.key(), told(member.value())))
                    .toList();
        }
        Map<String, Object> told = new TreeMap<>();
        values.forEach((key, member) -> told.put(key, told(member)));
        return told;
    }
}
