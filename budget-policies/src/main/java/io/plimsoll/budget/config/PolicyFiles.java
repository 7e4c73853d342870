package io.plimsoll.budget.config;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads policy files. A file goes through the schema, through the rules of each record, and through the checks between
 * entries; the problems that all three find are reported together. Thread-safe.
 */
public final class PolicyFiles {

    private final SchemaRules schema = SchemaRules.load();
    private final Function<String, @Nullable String> environment;

    /**
     * A reader that takes secrets from {@code environment}.
     *
     * @param environment the value of an environment variable, null where it is not set
     */
    public PolicyFiles(Function<String, @Nullable String> environment) {
        this.environment = environment;
    }

    /** A reader that takes secrets from this process's environment. */
    public static PolicyFiles ofProcess() {
        return new PolicyFiles(System::getenv);
    }

    /** The file that holds where there is none: every key absent, backends to come from the command line. */
    public static PolicyFile defaults() {
        return new PolicyFile(null, List.of(), List.of(), List.of(), List.of(), null, null, null, null, null, null);
    }

    /**
     * Reads {@code file}; relative paths in it start at its folder.
     *
     * @throws PolicyFileException if it cannot be read, or with everything that is wrong with it
     */
    public PolicyFile read(Path file) {
        return parse(text(file), file.toString(), folderOf(file));
    }

    /**
     * Reads YAML text; relative paths in it start at the working directory.
     *
     * @param sourceName what an exception calls the text
     * @throws PolicyFileException with everything that is wrong with it
     */
    public PolicyFile parse(String yaml, String sourceName) {
        return parse(yaml, sourceName, Path.of(""));
    }

    PolicyFile parse(String yaml, String sourceName, Path folder) {
        JsonNode tree = YamlTree.parse(yaml, sourceName);
        RecordBinding binding = new RecordBinding(folder, environment);
        List<PolicyFileProblem> problems = new ArrayList<>(schema.problems(tree));
        problems.addAll(binding.problems(tree, problems));
        problems.addAll(CrossChecks.problems(new Place("", tree), folder));
        if (!problems.isEmpty()) {
            throw new PolicyFileException(sourceName, problems);
        }
        return binding.bind(tree, PolicyFile.class);
    }

    static Path folderOf(Path file) {
        Path folder = file.getParent();
        return folder != null ? folder : Path.of("");
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new PolicyFileException(
                    file.toString(), List.of(new PolicyFileProblem("", "cannot be read: " + reason(file, e))));
        }
    }

    private static String reason(Path file, IOException e) {
        return switch (e) {
            case NoSuchFileException _ -> "there is no such file";
            case AccessDeniedException _ -> "access is denied";
            case CharacterCodingException _ -> "it is not UTF-8 text";
            default -> Files.isDirectory(file) ? "it is a folder" : String.valueOf(e.getMessage());
        };
    }
}
