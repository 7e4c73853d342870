package io.plimsoll.backends.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import tools.jackson.databind.node.ObjectNode;

/** The engine's answers that need no generation. Thread-safe. */
final class EnginePages {

    private static final int VECTOR_SIZE = 64;
    private static final int VOCABULARY = 32_000;

    private final SimulatedModel model;
    private final PromptMeter prompts;

    EnginePages(SimulatedModel model, PromptMeter prompts) {
        this.model = model;
        this.prompts = prompts;
    }

    static ObjectNode version() {
        return RequestBody.JSON.createObjectNode().put("version", "0.32.0");
    }

    ObjectNode models(long startedAt) {
        var page = RequestBody.JSON.createObjectNode().put("object", "list");
        var data = page.putArray("data");
        for (var name : model.names()) {
            data.addObject()
                    .put("id", name)
                    .put("object", "model")
                    .put("created", startedAt)
                    .put("owned_by", "vllm")
                    .put("root", model.names().getFirst())
                    .putNull("parent")
                    .put("max_model_len", model.window());
        }
        return page;
    }

    /** Counts a {@code prompt} or {@code messages}, however long. The ids are made up; equal prefixes have equal ids. */
    ObjectNode tokenize(RequestBody body) {
        boolean text = body.at("prompt").isString();
        if (!text) {
            body.required("messages");
        }
        var prompt = text ? new SimulatedPrompt.Text(body.text("prompt")) : ChatSurface.prompt(body);
        int count =
                body.at("add_generation_prompt").asBoolean(true) ? prompts.count(prompt) : prompts.countHistory(prompt);
        var page = RequestBody.JSON.createObjectNode().put("count", count).put("max_model_len", model.window());
        var request = new GenerationRequest("", prompt, OptionalInt.empty(), "");
        var blocks = prompts.blocks(request, new Reply("", List.of(), OptionalInt.of(1)), 1);
        var ids = page.putArray("tokens");
        for (int i = 0; i < count; i++) {
            ids.add(id(blocks, i));
        }
        return page.putNull("token_strs");
    }

    ObjectNode countTokens(RequestBody body) {
        body.required("messages");
        int count = prompts.count(MessagesSurface.prompt(body));
        var page = RequestBody.JSON.createObjectNode().put("input_tokens", count);
        page.putObject("context_management").put("original_input_tokens", count);
        return page;
    }

    /** Unit vectors drawn from each text: equal texts have equal vectors, and nothing else is to be read from them. */
    ObjectNode embeddings(RequestBody body) {
        var input = body.required("input");
        var texts = new ArrayList<String>();
        if (input.isString()) {
            texts.add(input.stringValue());
        } else {
            input.forEach(text -> texts.add(RequestBody.text(text)));
        }
        var page = RequestBody.JSON.createObjectNode().put("object", "list");
        page.put("model", model.names().getFirst());
        var data = page.putArray("data");
        int tokens = 0;
        for (var text : texts) {
            tokens += prompts.count(new SimulatedPrompt.Text(text));
            var item = data.addObject().put("object", "embedding").put("index", data.size() - 1);
            var vector = item.putArray("embedding");
            for (double value : vector(text)) {
                vector.add(value);
            }
        }
        page.putObject("usage")
                .put("prompt_tokens", tokens)
                .put("total_tokens", tokens)
                .put("completion_tokens", 0);
        return page;
    }

    private static double[] vector(String text) {
        var random = new SplittableRandom(text.hashCode());
        var vector = new double[VECTOR_SIZE];
        double squares = 0;
        for (int i = 0; i < VECTOR_SIZE; i++) {
            vector[i] = random.nextGaussian();
            squares += vector[i] * vector[i];
        }
        for (int i = 0; i < VECTOR_SIZE; i++) {
            vector[i] /= Math.sqrt(squares);
        }
        return vector;
    }

    private int id(PromptBlocks blocks, int token) {
        int block = Math.min(token / prompts.blockTokens(), blocks.size() - 1);
        long seed = block < 0 ? 0 : blocks.hash(block);
        return Math.floorMod(seed + token, VOCABULARY);
    }
}
