package io.plimsoll.retrieval.embed;

import io.plimsoll.retrieval.ArchiveListener;
import io.plimsoll.retrieval.Degradation;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds embedders. */
public final class Embedders {

    private static final Logger LOG = LoggerFactory.getLogger(Embedders.class);

    private Embedders() {}

    /**
     * The model on the class path. Empty if it is not there, or if it can not run on this machine: the listener and the log
     * say which, and nothing is thrown.
     */
    public static Optional<Embedder> onClassPath(ArchiveListener listener) {
        return onClassPath(OnnxEmbedder.Model.E5_SMALL_V2, Embedders.class.getClassLoader(), listener);
    }

    static Optional<Embedder> onClassPath(OnnxEmbedder.Model model, ClassLoader loader, ArchiveListener listener) {
        try {
            return Optional.of(OnnxEmbedder.load(
                    model,
                    read(loader, model.resource() + ".onnx"),
                    read(loader, model.resource() + "-tokenizer.json")));
        } catch (FileNotFoundException e) {
            return missing(listener, "no embedding model on the class path: " + e.getMessage());
        } catch (Exception | LinkageError e) {
            // Foreign native code: whatever it throws, recall goes on without it.
            LOG.atDebug().setCause(e).addKeyValue("model", model.name()).log("embedding model does not load");
            return missing(listener, "embedding model " + model.name() + " does not load: " + e);
        }
    }

    private static byte[] read(ClassLoader loader, String resource) throws IOException {
        try (InputStream stream = loader.getResourceAsStream(resource)) {
            if (stream == null) {
                throw new FileNotFoundException(resource);
            }
            return stream.readAllBytes();
        }
    }

    private static Optional<Embedder> missing(ArchiveListener listener, String message) {
        LOG.atWarn().log("{}; recall works by words alone", message);
        listener.degraded(Degradation.EMBEDDER_MISSING, message);
        return Optional.empty();
    }
}
