package io.plimsoll.compression.plan;

import io.plimsoll.budget.tokens.PromptCall;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a tool call has to do with a file, told from its arguments as the usual file tools name them. */
final class FileCall {

    private static final List<String> PATHS =
            List.of("path", "file_path", "filePath", "file", "filename", "notebook_path", "target_file");
    /** What stands in a file afterwards. */
    private static final List<String> WRITTEN = List.of(
            "newText", "new_string", "newString", "new_str", "new_source", "content", "file_text", "insert_text");
    /** Parts of the names of tools that take a path and answer with something else than what stands in it. */
    private static final List<String> NO_READS =
            List.of("grep", "search", "glob", "find", "list", "edit", "write", "replace", "patch", "create", "insert");

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private FileCall() {}

    /** The file whose content the call asks for; empty for none. */
    static String reads(PromptCall call) {
        String tool = call.name().toLowerCase(Locale.ROOT);
        return NO_READS.stream().anyMatch(tool::contains) ? "" : path(call);
    }

    /** The text that the call puts into a file; empty for none. */
    static String writes(PromptCall call) {
        JsonNode arguments = arguments(call);
        if (arguments == null || path(call).isEmpty()) {
            return "";
        }
        return WRITTEN.stream()
                .map(arguments::path)
                .filter(JsonNode::isString)
                .map(JsonNode::asString)
                .collect(Collectors.joining("\n"));
    }

    /** The file that the call names; empty for none. */
    static String path(PromptCall call) {
        JsonNode arguments = arguments(call);
        if (arguments == null) {
            return "";
        }
        return PATHS.stream()
                .map(arguments::path)
                .filter(JsonNode::isString)
                .map(JsonNode::asString)
                .findFirst()
                .orElse("");
    }

    private static @Nullable JsonNode arguments(PromptCall call) {
        try {
            return JSON.readTree(call.arguments());
        } catch (JacksonException notJson) {
            return null;
        }
    }
}
