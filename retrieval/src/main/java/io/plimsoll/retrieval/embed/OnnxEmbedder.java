package io.plimsoll.retrieval.embed;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;

/**
 * A sentence-embedding model in ONNX form, run by ONNX Runtime on the CPU: mean pooling over the tokens, then L2
 * normalisation.
 *
 * <p>Thread-safe. One native session serves all threads, each call with one text on one thread: that gives the most vectors
 * per core, and the same vector for the same text each time (dynamic quantisation takes its scale from the whole batch).
 * At most as many calls as the machine has cores compute at a time; others wait their turn.
 */
final class OnnxEmbedder implements Embedder {

    /**
     * A model and how its texts are written.
     *
     * @param name of the vector space
     * @param resource class-path name before {@code .onnx} and {@code -tokenizer.json}
     * @param questionPrefix what the model was trained to see before a question
     * @param answerPrefix what the model was trained to see before a passage
     * @param maxWordPieces longer inputs are cut, the two special tokens included
     * @param relevantCosine see {@link Embedder#relevantCosine}
     */
    record Model(
            String name,
            String resource,
            String questionPrefix,
            String answerPrefix,
            int maxWordPieces,
            double relevantCosine) {

        /**
         * E5-small-v2, 384 components, quantised to int8. Prefixes as its model card asks for them. It could read 512 word
         * pieces; beyond 256 passages of our size gain nothing and cost twice as much.
         *
         * <p>The best cosine of a question lies above 0.816 for 95 % of LoCoMo's questions over their own conversation, and
         * below 0.793 for 99 % of them over a coding session.
         */
        static final Model E5_SMALL_V2 =
                new Model("e5-small-v2-q", "e5-small-v2-q", "query: ", "passage: ", 256, 0.805);
    }

    private final Model model;
    private final OrtEnvironment environment;
    private final OrtSession session;
    private final HuggingFaceTokenizer tokenizer;
    private final Semaphore cores = new Semaphore(Runtime.getRuntime().availableProcessors(), true);
    private final long startToken;
    private final long endToken;
    private final long[] questionPrefix;
    private final long[] answerPrefix;
    private final int dimensions;

    private OnnxEmbedder(Model model, OrtEnvironment environment, OrtSession session, HuggingFaceTokenizer tokenizer)
            throws OrtException {
        this.model = model;
        this.environment = environment;
        this.session = session;
        this.tokenizer = tokenizer;
        long[] empty = tokenizer.encode("", true, false).getIds();
        this.startToken = empty[0];
        this.endToken = empty[empty.length - 1];
        this.questionPrefix = pieces(model.questionPrefix());
        this.answerPrefix = pieces(model.answerPrefix());
        this.dimensions = run(new long[] {startToken, endToken}).length;
    }

    static OnnxEmbedder load(Model model, byte[] onnx, byte[] tokenizerJson) throws OrtException, IOException {
        var environment = OrtEnvironment.getEnvironment();
        var tokenizer = HuggingFaceTokenizer.newInstance(
                new ByteArrayInputStream(tokenizerJson), Map.of("truncation", "false", "padding", "false"));
        try (var options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            return new OnnxEmbedder(model, environment, environment.createSession(onnx, options), tokenizer);
        }
    }

    @Override
    public String model() {
        return model.name();
    }

    @Override
    public int dimensions() {
        return dimensions;
    }

    @Override
    public double relevantCosine() {
        return model.relevantCosine();
    }

    @Override
    public float[] embed(EmbeddingInput input) {
        cores.acquireUninterruptibly();
        try {
            return run(
                    switch (input) {
                        case EmbeddingInput.Question(var text) -> frame(questionPrefix, new long[0], pieces(text));
                        case EmbeddingInput.Answer(var previous, var text) ->
                            frame(answerPrefix, pieces(previous), pieces(text));
                    });
        } catch (OrtException | RuntimeException e) {
            throw new EmbeddingException("model " + model.name() + " failed", e);
        } finally {
            cores.release();
        }
    }

    @Override
    public void close() {
        try {
            session.close();
            tokenizer.close();
        } catch (OrtException e) {
            throw new EmbeddingException("model " + model.name() + " does not close", e);
        }
    }

    private long[] pieces(String text) {
        return tokenizer.encode(text, false, false).getIds();
    }

    /** {@code [CLS] prefix previous text [SEP]}; of a text too long the start is kept, of a previous one the end. */
    private long[] frame(long[] prefix, long[] previous, long[] text) {
        int room = model.maxWordPieces() - prefix.length - 2;
        int textLength = Math.min(text.length, room);
        int previousLength = Math.min(previous.length, room - textLength);
        var ids = new long[prefix.length + previousLength + textLength + 2];
        ids[0] = startToken;
        int at = 1;
        System.arraycopy(prefix, 0, ids, at, prefix.length);
        at += prefix.length;
        System.arraycopy(previous, previous.length - previousLength, ids, at, previousLength);
        at += previousLength;
        System.arraycopy(text, 0, ids, at, textLength);
        ids[ids.length - 1] = endToken;
        return ids;
    }

    private float[] run(long[] ids) throws OrtException {
        var mask = new long[ids.length];
        Arrays.fill(mask, 1);
        long[] shape = {1, ids.length};
        try (var idTensor = OnnxTensor.createTensor(environment, LongBuffer.wrap(ids), shape);
                var maskTensor = OnnxTensor.createTensor(environment, LongBuffer.wrap(mask), shape);
                var typeTensor = OnnxTensor.createTensor(environment, LongBuffer.wrap(new long[ids.length]), shape)) {
            var inputs = new HashMap<>(Map.of("input_ids", idTensor, "attention_mask", maskTensor));
            if (session.getInputNames().contains("token_type_ids")) {
                inputs.put("token_type_ids", typeTensor);
            }
            try (var result = session.run(inputs)) {
                var states = (OnnxTensor) result.get(0);
                return meanOfUnitLength(states.getFloatBuffer(), ids.length);
            }
        }
    }

    private static float[] meanOfUnitLength(FloatBuffer states, int tokens) {
        int width = states.remaining() / tokens;
        var sums = new double[width];
        for (int token = 0; token < tokens; token++) {
            for (int i = 0; i < width; i++) {
                sums[i] += states.get(token * width + i);
            }
        }
        double squares = 0;
        for (double sum : sums) {
            squares += sum * sum;
        }
        double norm = Math.sqrt(squares);
        var vector = new float[width];
        for (int i = 0; i < width; i++) {
            vector[i] = (float) (sums[i] / norm);
        }
        return vector;
    }
}
