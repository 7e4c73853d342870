package io.plimsoll.gateway.surface;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * A value and where it stands.
 *
 * @param path {@code context_management.edits[0].keep}
 */
record RequestField(String path, JsonNode value) {

    /** Whether it is left out; null counts as left out. */
    boolean isAbsent() {
        return value.isMissingNode() || value.isNull();
    }

    RequestField at(String name) {
        return new RequestField(path + "." + name, value.path(name));
    }

    RequestField object() throws MalformedRequestException {
        if (!value.isObject()) {
            throw expected("an object");
        }
        return this;
    }

    List<RequestField> elements() throws MalformedRequestException {
        if (!value.isArray()) {
            throw expected("an array");
        }
        List<RequestField> elements = new ArrayList<>(value.size());
        for (int i = 0; i < value.size(); i++) {
            elements.add(new RequestField(path + "[" + i + "]", value.get(i)));
        }
        return elements;
    }

    String text() throws MalformedRequestException {
        if (!value.isString()) {
            throw expected("a string");
        }
        return value.asString();
    }

    /** The value of an amount: {@code {"type": type, "value": 3}}. */
    int amountOf(String type, int least) throws MalformedRequestException {
        RequestField said = object().at("type");
        if (!said.text().equals(type)) {
            throw said.expected(type);
        }
        return at("value").amount(least);
    }

    /** A whole number; one beyond what an integer holds is as good as none. */
    int amount(int least) throws MalformedRequestException {
        boolean enough = value.isIntegralNumber() && value.bigIntegerValue().compareTo(BigInteger.valueOf(least)) >= 0;
        if (!enough) {
            throw expected("a whole number, at least " + least);
        }
        return value.bigIntegerValue()
                .min(BigInteger.valueOf(Integer.MAX_VALUE))
                .intValueExact();
    }

    MalformedRequestException expected(String rule) {
        String shown = value.isMissingNode() ? "missing" : shortened(value.toString());
        return new MalformedRequestException(path + ": " + shown + " (expected: " + rule + ")", path);
    }

    private static String shortened(String json) {
        return json.length() <= 80 ? json : json.substring(0, 80) + "…";
    }
}
