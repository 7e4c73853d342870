package io.plimsoll.gateway.demo;

import io.plimsoll.budget.config.PolicyFile;
import io.plimsoll.budget.config.PolicyFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The two halves of the demo. */
public enum Variant {
    /** Every request is sent as it came. */
    PASS_THROUGH("pass-through", "pass-through.yaml"),
    /** Sessions are kept under a load line. */
    LOAD_LINE("load line", "load-line.yaml");

    private final String label;
    private final String resource;

    Variant(String label, String resource) {
        this.label = label;
        this.resource = resource;
    }

    /** What people call it. */
    public String label() {
        return label;
    }

    PolicyFile policy() {
        try (InputStream in = Variant.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the jar lacks " + resource);
            }
            return PolicyFiles.ofProcess().parse(new String(in.readAllBytes(), StandardCharsets.UTF_8), resource);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
