package io.plimsoll.gateway.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The repository that a test runs in. */
final class Repository {

    /** Where documentation for people lies, beside the pages in the root. */
    private static final List<String> FOLDERS = List.of("docs", "examples", "bench");

    private static final Path ROOT = find(Path.of("").toAbsolutePath());

    private Repository() {}

    static Path resolve(String path) {
        return ROOT.resolve(path);
    }

    /** The path as people write it, from the root. */
    static String nameOf(Path file) {
        return ROOT.relativize(file).toString();
    }

    static String read(String path) {
        return read(resolve(path));
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** All pages for people, in a fixed order. */
    static List<Path> pages() {
        Stream<Path> inRoot = walk(ROOT, 1);
        Stream<Path> inFolders = FOLDERS.stream().map(ROOT::resolve).flatMap(folder -> walk(folder, 9));
        return Stream.concat(inRoot, inFolders)
                .filter(file -> file.toString().endsWith(".md"))
                .sorted()
                .toList();
    }

    /** All files at or below a folder, as deep as {@code depth}. */
    static Stream<Path> walk(Path folder, int depth) {
        try (var files = Files.walk(folder, depth)) {
            return files
                    .filter(Files::isRegularFile)
                    .filter(file -> !ROOT.relativize(file).toString().contains("target/"))
                    .toList()
                    .stream();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Path find(Path from) {
        for (Path folder = from; folder != null; folder = folder.getParent()) {
            if (Files.isRegularFile(folder.resolve("scripts/find-jdk"))) {
                return folder;
            }
        }
        throw new IllegalStateException("no folder at or above " + from + " holds scripts/find-jdk");
    }
}
