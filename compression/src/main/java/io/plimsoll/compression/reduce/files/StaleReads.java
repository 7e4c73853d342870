package io.plimsoll.compression.reduce.files;

import io.plimsoll.budget.config.Reduction;
import io.plimsoll.compression.reduce.Reading;
import io.plimsoll.compression.reduce.Reducer;
import io.plimsoll.compression.reduce.Target;
import io.plimsoll.compression.reduce.ToolText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Puts one line in the place of a read of which a later call has made something else: {@code [stale read of src/a.py, lines
 * 1-90: edited since; read it again for its present state]}.
 */
final class StaleReads implements Reducer {

    private static final int NAMED_FILES = 5;
    private static final String STALE = "[stale read of ";
    private static final String READ_AGAIN = "[earlier read of ";

    private final ToolVocabulary vocabulary;

    StaleReads(ToolVocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    @Override
    public Reduction rung() {
        return Reduction.STALE_READS;
    }

    @Override
    public boolean isLossless() {
        return false;
    }

    @Override
    public Optional<String> reduce(Reading reading, Target target) {
        String result = reading.text().result();
        if (reading.later().isEmpty() || result.startsWith(STALE) || result.startsWith(READ_AGAIN)) {
            return Optional.empty();
        }
        FileUse use = vocabulary.use(reading.text());
        if (!use.onlyReads()) {
            return Optional.empty();
        }
        FileLedger ledger = FileLedger.of(around(reading, use), vocabulary);
        if (!ledger.isStale(0) && !ledger.isSuperseded(0)) {
            return Optional.empty();
        }
        int tokens = target.counter().applyAsInt(result);
        String line = line(use, ledger.isSuperseded(0));
        return tokens > target.tokens() && target.counter().applyAsInt(line) < tokens
                ? Optional.of(line)
                : Optional.empty();
    }

    /** The read, and of what follows all that may be about its files: to take every call apart would cost too much. */
    private static List<ToolText> around(Reading reading, FileUse use) {
        List<String> names = use.accesses().stream()
                .map(access -> access.path().substring(access.path().lastIndexOf('/') + 1))
                .distinct()
                .toList();
        List<ToolText> around = new ArrayList<>();
        around.add(reading.text());
        for (ToolText later : reading.later()) {
            boolean mayTouch = names.stream()
                    .anyMatch(name -> later.arguments().contains(name)
                            || later.result().contains(name + " (")); // the file that SWE-agent has open
            if (mayTouch) {
                around.add(later);
            }
        }
        return around;
    }

    private static String line(FileUse use, boolean readAgain) {
        String files = use.accesses().stream()
                .limit(NAMED_FILES)
                .map(StaleReads::named)
                .collect(Collectors.joining("; "));
        String more = use.accesses().size() > NAMED_FILES
                ? " and " + (use.accesses().size() - NAMED_FILES) + " more files"
                : "";
        return readAgain
                ? READ_AGAIN + files + more + ": read again below]"
                : STALE + files + more + ": edited since; read it again for its present state]";
    }

    private static String named(FileAccess read) {
        LineRange lines = read.lines();
        return lines == null || lines.isOpenEnded() ? read.path() : read.path() + ", lines " + lines;
    }
}
