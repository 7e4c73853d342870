package io.plimsoll.backends.sim;

/**
 * A request that the engine does not take, in vLLM's words. It ends reading a request and becomes the answer in one place;
 * it carries no stack trace, since refusals are traffic.
 */
final class RefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String type;
    private final String param;

    private RefusedException(int status, String type, String param, String message) {
        super(message, null, false, false);
        this.status = status;
        this.type = type;
        this.param = param;
    }

    static RefusedException badJson(long offset) {
        var where = "body." + offset;
        return new RefusedException(
                400,
                "Bad Request",
                where,
                "1 validation error:\n  {'type': 'json_invalid', 'loc': '" + where + "', 'msg': 'JSON decode error',"
                        + " 'input': '<dict of 0 items>', 'ctx': {'error': 'Expecting value'}}");
    }

    static RefusedException missing(String field, int fieldsGiven) {
        var where = "body." + field;
        return new RefusedException(
                400,
                "Bad Request",
                where,
                "1 validation error:\n  {'type': 'missing', 'loc': '" + where + "', 'msg': 'Field required',"
                        + " 'input': '<dict of " + fieldsGiven + " items>'}");
    }

    static RefusedException unknownModel(String model, Iterable<String> known) {
        return new RefusedException(
                404,
                "NotFoundError",
                "model",
                "The model `" + model + "` does not exist. Valid aliases: " + String.join(", ", known) + ".");
    }

    /** The number told is the window plus one, whatever the prompt's size: vLLM stops tokenising there. */
    static RefusedException promptBeyondWindow(int window) {
        return new RefusedException(
                400,
                "BadRequestError",
                "input_tokens",
                "This model's maximum context length is %d tokens. However, your prompt contains at least %d input tokens, which exceeds this limit even without any output tokens. Please reduce the length of the input prompt. (parameter=input_tokens, value=%d)"
                        .formatted(window, window + 1, window + 1));
    }

    static RefusedException tooManyOutputTokens(int asked, int window) {
        return new RefusedException(
                400,
                "BadRequestError",
                "max_tokens",
                "max_tokens=%d cannot be greater than max_model_len=%d. Please request fewer output tokens. (parameter=max_tokens, value=%d)"
                        .formatted(asked, window, asked));
    }

    static RefusedException notPositive(String field, int value) {
        return new RefusedException(
                400,
                "BadRequestError",
                field,
                "%s must be at least 1, got %d. (parameter=%s, value=%d)".formatted(field, value, field, value));
    }

    static RefusedException queueFull() {
        return new RefusedException(
                503,
                "Service Unavailable",
                "",
                "The engine is currently busy and cannot accept new requests. Please try again later or on a different instance.");
    }

    int status() {
        return status;
    }

    String type() {
        return type;
    }

    /** The request field that it is about, empty for none. */
    String param() {
        return param;
    }

    String text() {
        return String.valueOf(getMessage());
    }
}
