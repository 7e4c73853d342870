package io.plimsoll.gateway.responses;

import io.netty.handler.codec.http.QueryStringDecoder;
import io.plimsoll.gateway.surface.Json;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Which part of a list of items is asked for.
 *
 * @param order from which end
 * @param limit the most items of a page, 1 to 100
 * @param after the id of the item that the page begins behind, or null for the first page
 */
record ItemsQuery(Order order, int limit, @Nullable String after) {

    private static final int MOST = 100;
    private static final int USUAL = 20;

    enum Order {
        ASC,
        DESC
    }

    /** A query's parameters; of one that is given twice the first counts. */
    record Parameters(QueryStringDecoder decoder) {

        Parameters(String target) {
            this(new QueryStringDecoder(target));
        }

        String path() {
            return decoder.rawPath();
        }

        Optional<String> value(String name) {
            return Optional.ofNullable(decoder.parameters().get(name)).map(List::getFirst);
        }
    }

    /** A parameter that is not what it may be. Without stack trace: it is the client's to mend. */
    static final class WrongParameterException extends Exception {

        private static final long serialVersionUID = 1L;

        private final String parameter;

        WrongParameterException(String parameter, String value, String expected) {
            super(parameter + ": '" + value + "' (expected: " + expected + ")", null, false, false);
            this.parameter = parameter;
        }

        String parameter() {
            return parameter;
        }
    }

    static ItemsQuery of(Parameters parameters) throws WrongParameterException {
        return new ItemsQuery(
                order(parameters.value("order").orElse("desc")),
                limit(parameters.value("limit").orElse(Integer.toString(USUAL))),
                parameters.value("after").orElse(null));
    }

    /**
     * The page, as the API's lists are.
     *
     * @param items all of them, oldest first, each with its id
     */
    ObjectNode page(List<ObjectNode> items) throws WrongParameterException {
        List<ObjectNode> ordered = order == Order.ASC ? items : items.reversed();
        int from = after == null ? 0 : behind(after, ordered);
        List<ObjectNode> shown = ordered.subList(from, Math.min(from + limit, ordered.size()));
        var page = Json.MAPPER.createObjectNode().put("object", "list");
        page.putArray("data").addAll(shown);
        return page.put("first_id", shown.isEmpty() ? null : id(shown.getFirst()))
                .put("last_id", shown.isEmpty() ? null : id(shown.getLast()))
                .put("has_more", from + shown.size() < ordered.size());
    }

    private static int behind(String id, List<ObjectNode> items) throws WrongParameterException {
        for (int i = 0; i < items.size(); i++) {
            if (id(items.get(i)).equals(id)) {
                return i + 1;
            }
        }
        throw new WrongParameterException("after", id, "the id of an item in the list");
    }

    private static String id(ObjectNode item) {
        return item.path("id").asString();
    }

    private static Order order(String name) throws WrongParameterException {
        return switch (name) {
            case "asc" -> Order.ASC;
            case "desc" -> Order.DESC;
            default -> throw new WrongParameterException("order", name, "asc or desc");
        };
    }

    private static int limit(String number) throws WrongParameterException {
        try {
            int limit = Integer.parseInt(number);
            if (limit >= 1 && limit <= MOST) {
                return limit;
            }
        } catch (NumberFormatException notANumber) {
            // told like a number that is out of range
        }
        throw new WrongParameterException("limit", number, "1 to " + MOST);
    }
}
