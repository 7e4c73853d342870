package io.plimsoll.gateway.translate;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The fields of an object of a client's request. A field that is null counts as absent, and of two with one name the last
 * counts, as engines read them.
 *
 * @param object what they stand in
 * @param byName in the client's order
 */
record JsonFields(JsonValue object, Map<String, JsonValue> byName) {

    @Nullable
    JsonValue get(String name) {
        JsonValue value = byName.get(name);
        return value == null || value.isNull() ? null : value;
    }

    JsonValue require(String name) throws UntranslatableException {
        JsonValue value = get(name);
        if (value == null) {
            String where = object.path().isEmpty() ? name : object.path() + "." + name;
            throw new UntranslatableException(where, "missing");
        }
        return value;
    }

    /** The {@code type} of an object that has one, {@code absent} where it is left out. */
    String type(String absent) throws UntranslatableException {
        JsonValue type = get("type");
        return type == null ? absent : type.string();
    }

    boolean isTrue(String name) {
        JsonValue value = get(name);
        return value != null && value.isTrue();
    }

    /** The raw value of a field, or {@code absent} as it is where the field is left out. */
    String rawOr(String name, String absent) {
        JsonValue value = get(name);
        return value == null ? absent : value.raw();
    }

    /** That a chat engine has no words for this field's value. */
    void refuse(String name, String expected) throws UntranslatableException {
        JsonValue value = get(name);
        if (value != null) {
            throw value.expected(expected);
        }
    }
}
