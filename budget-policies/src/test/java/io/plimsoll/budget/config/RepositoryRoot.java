package io.plimsoll.budget.config;

import java.nio.file.Files;
import java.nio.file.Path;

/** Finds the repository from the module in which the build runs a test, or from any folder inside it. */
final class RepositoryRoot {

    private RepositoryRoot() {}

    static Path resolve(String path) {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.isDirectory(folder.resolve("budget-policies")) && Files.exists(folder.resolve("pom.xml"))) {
                return folder.resolve(path);
            }
        }
        throw new IllegalStateException(
                "working directory: " + Path.of("").toAbsolutePath() + " (expected: inside the repository)");
    }
}
