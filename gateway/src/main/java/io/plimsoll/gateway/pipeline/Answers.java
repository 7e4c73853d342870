package io.plimsoll.gateway.pipeline;

import io.plimsoll.backends.route.Route;
import io.plimsoll.gateway.http.ExchangePlan;
import io.plimsoll.gateway.surface.ClientError;
import io.plimsoll.gateway.surface.ErrorDialect;
import io.plimsoll.gateway.surface.MalformedRequestException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Answers of the gateway's own, in the client's dialect. */
public final class Answers {

    private Answers() {}

    /** An error answer with further headers. */
    public static ExchangePlan.Answer of(ErrorDialect.ErrorAnswer error, List<Map.Entry<String, String>> headers) {
        var all = new ArrayList<Map.Entry<String, String>>(headers);
        all.add(Map.entry("content-type", "application/json"));
        error.headers().forEach((name, value) -> all.add(Map.entry(name, value)));
        return new ExchangePlan.Answer(error.status(), all, error.body());
    }

    /** The answer to a body that is no request of its dialect. */
    static ExchangePlan.Answer malformed(
            ErrorDialect dialect, MalformedRequestException malformed, List<Map.Entry<String, String>> headers) {
        return of(
                dialect.answer(malformed.error(), String.valueOf(malformed.getMessage()), malformed.param()), headers);
    }

    /** The answer where no backend can take the request. */
    static ErrorDialect.ErrorAnswer unroutable(ErrorDialect dialect, Route route, String model) {
        return switch (route) {
            case Route.UnknownModel unknown ->
                dialect.answer(
                        ClientError.MODEL_NOT_FOUND,
                        "The model '" + model
                                + "' does not exist: no backend serves it (GET /v1/models lists those that"
                                + " are served)",
                        "model");
            case Route.NoneHealthy none ->
                dialect.answer(ClientError.NO_BACKEND, "No healthy backend serves the model '" + model + "' now", null);
            case Route.AllFull full ->
                dialect.answer(
                        ClientError.OVERLOADED,
                        "All backends that serve the model '" + model + "' are at their limit of requests",
                        null);
            case Route.To to -> throw new IllegalArgumentException("routable: " + to);
        };
    }
}
