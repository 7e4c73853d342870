package io.plimsoll.bench.micro;

import java.util.SplittableRandom;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The requests of an agent that reads and edits code, made up: every line names something, as lines of code do, and the same
 * names come back in other files. The same arguments make the same bytes.
 */
final class CodeReadings {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String[] WORDS =
            "cache token session view theme block lane pool queue index buffer stream header client engine".split(" ");
    private static final String[] SHAPES = {
        "export function %s(%s: string): %s {", "const %s = await this.%s.read(%s);", "if (%s.length > %s) return %s;",
        "import { %s } from \"../%s/%s.js\";", "private readonly %s: Map<%s, %s> = new Map();",
                "// %s is kept for %s, see %s",
        "throw new Error(`%s: ${%s} (expected: %s)`);", "}"
    };
    private static final int LINES = 120;
    private static final int FILES = 60;
    private static final int VARIANTS = 40;

    private final SplittableRandom random = new SplittableRandom(1);

    /** A body of about {@code bytes}. */
    static byte[] body(int bytes) {
        return new CodeReadings().write(bytes);
    }

    private byte[] write(int bytes) {
        ObjectNode request = JSON.createObjectNode().put("model", "bench");
        ArrayNode messages = request.putArray("messages");
        messages.addObject().put("role", "system").put("content", "You are a careful agent.");
        messages.addObject().put("role", "user").put("content", "Rename the token cache everywhere.");
        int length = 0;
        for (int call = 0; length < bytes; call++) {
            String text = text();
            ObjectNode asked = messages.addObject().put("role", "assistant").put("content", "");
            ObjectNode read = asked.putArray("tool_calls")
                    .addObject()
                    .put("id", "c" + call)
                    .put("type", "function");
            read.putObject("function")
                    .put("name", "read")
                    .put("arguments", "{\"path\":\"src/" + name() + random.nextInt(FILES) + ".ts\"}");
            messages.addObject()
                    .put("role", "tool")
                    .put("tool_call_id", "c" + call)
                    .put("content", text);
            length += text.length() + 200;
        }
        return JSON.writeValueAsBytes(request);
    }

    private String text() {
        var text = new StringBuilder();
        for (int line = 0; line < LINES; line++) {
            text.append("  ".repeat(random.nextInt(4)))
                    .append(SHAPES[random.nextInt(SHAPES.length)].formatted(name(), name(), name()))
                    .append('\n');
        }
        return text.toString();
    }

    private String name() {
        String second = word();
        return word() + Character.toUpperCase(second.charAt(0)) + second.substring(1) + random.nextInt(VARIANTS);
    }

    private String word() {
        return WORDS[random.nextInt(WORDS.length)];
    }
}
