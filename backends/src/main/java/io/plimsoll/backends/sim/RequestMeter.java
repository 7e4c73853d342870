package io.plimsoll.backends.sim;

/** Checks and measures requests before they are submitted. Thread-safe. */
final class RequestMeter {

    private final SimulatedModel model;
    private final PromptMeter prompts;

    RequestMeter(SimulatedModel model, int blockTokens) {
        this.model = model;
        prompts = new PromptMeter(model.counter(), blockTokens);
    }

    PromptMeter prompts() {
        return prompts;
    }

    /** Clients may leave the model out. */
    void requireKnownModel(String name) {
        if (!name.isEmpty() && !model.names().contains(name)) {
            throw RefusedException.unknownModel(name, model.names());
        }
    }

    /**
     * All figures of {@code request}.
     *
     * @throws RefusedException if the model is unknown, the prompt does not fit in the window, or more output is asked for
     *     than the window holds; a prompt that fits but leaves less room than asked for is cut short instead
     */
    MeasuredRequest measure(GenerationRequest request) {
        requireKnownModel(request.model());
        int window = model.window();
        if (request.maxTokens().isPresent() && request.maxTokens().getAsInt() > window) {
            throw RefusedException.tooManyOutputTokens(request.maxTokens().getAsInt(), window);
        }
        int promptTokens = Math.max(1, prompts.count(request.prompt()));
        if (promptTokens >= window) {
            throw RefusedException.promptBeyondWindow(window);
        }
        var named = request.model().isEmpty() ? request.withModel(model.names().getFirst()) : request;
        var reply = model.replies().reply(named);
        int replyTokens = prompts.count(reply);
        int room = Math.min(window - promptTokens, request.maxTokens().orElse(window));
        int outputTokens = Math.min(replyTokens, room);
        var blocks = prompts.blocks(named, reply.first(outputTokens, replyTokens), outputTokens);
        return new MeasuredRequest(named, promptTokens, reply, replyTokens, outputTokens, blocks);
    }
}
