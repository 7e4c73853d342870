package io.plimsoll.bench.reduce;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What of a line should still be there when the text is reduced. */
enum TellingParts {
    /** In a diff, a line that was added or removed. */
    CHANGES("^([+-](?![+-]{2} ).+)$"),
    /** In source code, a line that imports something or declares a type or a function. */
    DECLARATIONS(
            "^(?:import|package|from|use|#include)\\b.*$|^(?:(?:public|private|protected|static|final|abstract|sealed|export"
                    + "|default|async|pub|unsafe|const)(?:\\([a-z]+\\))? )*(?:class|interface|enum|record|struct|trait|impl|type|func|fn|def"
                    + "|function|mod|namespace) .*$"),
    /** In search output, a match without its path; in a listing, the last name of a path. */
    MATCHES("^[^\\s:]+:(\\d+:.*)$|^(?!.*-\\d+-)[^\\s:]*/([^/\\s:]+)$");

    private final Pattern pattern;

    TellingParts(String pattern) {
        this.pattern = Pattern.compile(pattern);
    }

    /** The part of {@code line}; empty if it has none. */
    Optional<String> of(String line) {
        Matcher telling = pattern.matcher(line);
        if (!telling.find()) {
            return Optional.empty();
        }
        for (int group = 1; group <= telling.groupCount(); group++) {
            if (telling.group(group) != null) {
                return Optional.of(telling.group(group));
            }
        }
        return Optional.of(telling.group());
    }
}
