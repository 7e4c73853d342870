package io.plimsoll.bench.cuts;

import io.plimsoll.bench.BenchFailure;
import io.plimsoll.bench.Environment;
import io.plimsoll.budget.tokens.PromptCounters;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Options of all commands that replay under a cap. */
final class CutOptions {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    @Option(
            names = "--policy",
            paramLabel = "FILE",
            description =
                    "Plimsoll's policy file, in which {cap}, {recall} and {tokenizer} are filled in; its backends are not"
                            + " asked")
    private @Nullable Path policy;

    @Option(
            names = "--tokenizer",
            paramLabel = "NAME",
            defaultValue = "cl100k_base",
            description = "what engine and gateway count with: an encoding's name or the path of a tokenizer.json")
    private String tokenizer = "cl100k_base";

    @Option(names = "--json", paramLabel = "FILE", description = "where all figures go")
    private @Nullable Path json;

    String tokenizer() {
        return tokenizer;
    }

    Counts counts() {
        try {
            return new Counts(PromptCounters.load(tokenizer, Path.of("")));
        } catch (IllegalArgumentException unknown) {
            throw new BenchFailure(String.valueOf(unknown.getMessage()));
        }
    }

    /** Without recall and with it. */
    List<Contestant> plimsoll(Counts counts) {
        String text = policyText();
        return List.of(
                new ThroughPlimsoll("Plimsoll without recall", text, tokenizer, "", counts),
                new ThroughPlimsoll("Plimsoll", text, tokenizer, "archive", counts));
    }

    private String policyText() {
        try {
            return policy == null ? ThroughPlimsoll.USUAL_POLICY : Files.readString(policy);
        } catch (IOException unreadable) {
            throw new BenchFailure(policy + ": cannot be read");
        }
    }

    /** Writes the figures where {@code --json} says; done after each row, since a run takes long. */
    void write(Environment here, String what, List<ObjectNode> rows) {
        if (json == null) {
            return;
        }
        try {
            ObjectNode result = JSON.createObjectNode();
            result.set("environment", JSON.<ObjectNode>valueToTree(here));
            result.put("recordings", what);
            result.putArray("rows").addAll(rows);
            Files.write(json, JSON.writeValueAsBytes(result));
        } catch (IOException unwritable) {
            throw new BenchFailure(json + ": cannot be written");
        }
    }
}
