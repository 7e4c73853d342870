package io.plimsoll.bench.load;

import io.plimsoll.bench.BenchFailure;
import io.plimsoll.bench.Environment;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/** The programs that a load run needs beside a JDK. */
enum Tools {
    NGINX("nginx", "nginx-light", "-v"),
    WRK("wrk", "wrk", "-v");

    private final String program;
    private final String debianPackage;
    private final String versionFlag;

    Tools(String program, String debianPackage, String versionFlag) {
        this.program = program;
        this.debianPackage = debianPackage;
        this.versionFlag = versionFlag;
    }

    /** Where it is. */
    String path() {
        return find().orElseThrow(() -> new BenchFailure(program
                        + " is needed and not installed (Debian and Ubuntu: apt install " + debianPackage + ")"))
                .toString();
    }

    boolean isInstalled() {
        return find().isPresent();
    }

    String version() {
        return Environment.firstLine(path(), versionFlag).orElse("unknown");
    }

    private Optional<Path> find() {
        // Debian keeps servers in /usr/sbin, which is not on every user's PATH
        return Stream.concat(Arrays.stream(System.getenv("PATH").split(File.pathSeparator)), Stream.of("/usr/sbin"))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
