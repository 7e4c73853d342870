package io.plimsoll.compression.retain;

import java.util.Set;

/** Endings that make a dotted word a file rather than a member of an object. */
final class FileExtensions {

    private static final Set<String> KNOWN = Set.of(
            "c", "cc", "cfg", "conf", "cpp", "cs", "css", "csv", "env", "go", "gz", "h", "hpp", "html", "ini", "ipynb",
            "java", "jpg", "js", "json", "jsonl", "jsx", "kt", "lock", "log", "lua", "m", "md", "mjs", "php", "png",
            "proto", "py", "rb", "rs", "rst", "scala", "scss", "sh", "sql", "svg", "swift", "tar", "toml", "ts", "tsx",
            "txt", "vue", "xml", "yaml", "yml", "zip");

    private FileExtensions() {}

    static boolean contains(String ending) {
        return KNOWN.contains(ending);
    }
}
