package io.plimsoll.compression.reduce.json;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.io.JsonStringEncoder;

/** A JSON value as a text spells it; closed, since RFC 8259 is. */
sealed interface Json {

    /** Appends the value as JSON without white space. */
    void write(StringBuilder out);

    /** The value as JSON without white space. */
    default String minified() {
        var out = new StringBuilder();
        write(out);
        return out.toString();
    }

    /** A number, true, false or null, in its own spelling. */
    record Literal(String spelling) implements Json {

        @Override
        public void write(StringBuilder out) {
            out.append(spelling);
        }
    }

    /** A string, without quotes and escapes. */
    record Text(String value) implements Json {

        @Override
        public void write(StringBuilder out) {
            quote(value, out);
        }
    }

    /**
     * An array.
     *
     * @param note what there is to say of it beside its values, such as {@code  of 500}; on one line, without brackets, and
     *     empty for nothing
     */
    record Items(List<Json> values, String note) implements Json {

        Items(List<Json> values) {
            this(values, "");
        }

        @Override
        public void write(StringBuilder out) {
            if (!note.isEmpty()) {
                out.append('[').append(values.size()).append(note).append(']');
            }
            out.append('[');
            String separator = "";
            for (Json value : values) {
                out.append(separator);
                value.write(out);
                separator = ",";
            }
            out.append(']');
        }
    }

    /** An object; a key may occur twice, as texts do not keep to the advice against it. */
    record Members(List<Member> members) implements Json {

        @Override
        public void write(StringBuilder out) {
            out.append('{');
            String separator = "";
            for (Member member : members) {
                out.append(separator);
                quote(member.key, out);
                out.append(':');
                member.value.write(out);
                separator = ",";
            }
            out.append('}');
        }

        /** Its keys; fewer than its members if one occurs twice. */
        Set<String> keys() {
            Set<String> keys = LinkedHashSet.newLinkedHashSet(members.size());
            members.forEach(member -> keys.add(member.key));
            return keys;
        }

        /** Its values by key; null if a key occurs twice. */
        @Nullable
        Map<String, Json> byKey() {
            Map<String, Json> values = LinkedHashMap.newLinkedHashMap(members.size());
            for (Member member : members) {
                if (values.put(member.key, member.value) != null) {
                    return null;
                }
            }
            return values;
        }
    }

    /** A key and its value. */
    record Member(String key, Json value) {}

    /** Appends {@code text} as a JSON string. */
    static void quote(String text, StringBuilder out) {
        out.append('"');
        JsonStringEncoder.getInstance().quoteAsString(text, out);
        out.append('"');
    }
}
