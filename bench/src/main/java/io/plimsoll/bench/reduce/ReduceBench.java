package io.plimsoll.bench.reduce;

import io.plimsoll.bench.BenchFailure;
import io.plimsoll.bench.Environment;
import io.plimsoll.budget.tokens.PromptCounters;
import io.plimsoll.compression.reduce.code.CodeSkeleton;
import io.plimsoll.compression.reduce.diff.LargestHunks;
import io.plimsoll.compression.reduce.diff.ShorterContext;
import io.plimsoll.compression.reduce.listing.FoldedPaths;
import io.plimsoll.compression.reduce.listing.FolderCounts;
import io.plimsoll.compression.reduce.listing.GroupedMatches;
import io.plimsoll.compression.reduce.listing.TopMatches;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints what the reducers for one kind of text save and lose. */
@Command(
        name = "reduce",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        description = {
            "Shows what the reducers for one kind of text save and what they lose, beside cutting off at the same size.",
            "LOGS takes logs (of LogHub, with NAME.log_structured.csv beside NAME.log, also for the accuracy of templates).",
            "JSON makes up arrays of its own, and takes recorded sessions for the JSON in their tool results.",
            "HTML takes pages (NAME.html, with the articles that persons marked in ../ground-truth.json).",
            "DIFF, CODE, GREP and LISTING take texts as tools answer them, and have no goal to go by."
        })
public final class ReduceBench implements Callable<Integer> {

    /** Kinds of text, each with its measure. */
    enum Kind {
        LOGS(new LogMeasure()),
        JSON(new JsonMeasure()),
        HTML(new HtmlMeasure()),
        DIFF(new LineMeasure(TellingParts.CHANGES, List.of(new ShorterContext(), new LargestHunks()))),
        CODE(new LineMeasure(TellingParts.DECLARATIONS, List.of(new CodeSkeleton()))),
        GREP(new LineMeasure(TellingParts.MATCHES, List.of(new GroupedMatches(), new TopMatches()))),
        LISTING(new LineMeasure(TellingParts.MATCHES, List.of(new FoldedPaths(), new FolderCounts())));

        private final ReduceMeasure measure;

        Kind(ReduceMeasure measure) {
            this.measure = measure;
        }
    }

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "KIND", description = "one of ${COMPLETION-CANDIDATES}")
    private Kind kind = Kind.LOGS;

    @Parameters(index = "1..*", paramLabel = "FILE", description = "texts of that kind, gzipped or not")
    private List<Path> files = List.of();

    @Option(
            names = "--tokenizer",
            paramLabel = "NAME",
            defaultValue = "o200k_base",
            description = "what sizes are counted with: an encoding's name or the path of a tokenizer.json")
    private String tokenizer = "o200k_base";

    @Override
    public Integer call() {
        TokenScale tokens = scale();
        PrintWriter out = spec.commandLine().getOut();
        Environment here = Environment.here();
        out.printf("%s, commit %s; %s%n", here.at(), here.commit(), here.jdk());
        out.printf("reduce %s, %d files; tokens of %s%n", kind, files.size(), tokenizer);
        for (Table table : kind.measure.on(files, tokens)) {
            out.println();
            table.print(out);
        }
        out.flush();
        return 0;
    }

    private TokenScale scale() {
        try {
            return new TokenScale(PromptCounters.load(tokenizer, Path.of("")));
        } catch (IllegalArgumentException unknown) {
            throw new BenchFailure(String.valueOf(unknown.getMessage()));
        }
    }
}
