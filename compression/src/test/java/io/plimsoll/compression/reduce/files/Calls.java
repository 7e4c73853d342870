package io.plimsoll.compression.reduce.files;

import io.plimsoll.compression.reduce.ToolText;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Tool calls as agents make them. */
final class Calls {

    private Calls() {}

    static ToolText read(String path, String result) {
        return new ToolText("r", "read", "{\"path\":\"" + path + "\"}", result);
    }

    static ToolText edit(String path) {
        return edit(path, "Successfully replaced text in " + path + ".");
    }

    static ToolText edit(String path, String result) {
        return new ToolText("e", "edit", "{\"path\":\"" + path + "\",\"oldText\":\"a\",\"newText\":\"b\"}", result);
    }

    static ToolText bash(String command) {
        return bash(command, "ok");
    }

    static ToolText bash(String command, String result) {
        String json = command.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
        return new ToolText("b", "bash", "{\"command\":\"" + json + "\"}", result);
    }

    /** So many lines of a file, without numbers. */
    static String lines(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(line -> "const value = " + "abcdefghij".charAt(line % 10) + ";")
                .collect(Collectors.joining("\n"));
    }
}
