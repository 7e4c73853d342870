package io.plimsoll.compression.reduce.code;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.util.JavacTask;
import io.plimsoll.compression.reduce.Reading;
import io.plimsoll.compression.reduce.Reducer;
import io.plimsoll.compression.reduce.ReducerContract;
import io.plimsoll.compression.reduce.Target;
import io.plimsoll.compression.reduce.ToolText;
import java.io.IOException;
import java.net.URI;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Pattern;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import net.jqwik.api.Arbitrary;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CodeSkeletonTest extends ReducerContract {

    private static final Pattern MARK = Pattern.compile("(?:// |# )?\\.\\.\\.(?:  #)? \\(\\d+ lines\\)");

    @Override
    protected Reducer reducer() {
        return new CodeSkeleton();
    }

    @Override
    protected List<Reading> samples() {
        return SourceTexts.ALL.stream().map(ReducerContract::reading).toList();
    }

    @Override
    protected Arbitrary<Reading> readings() {
        return SourceTexts.sources().map(ReducerContract::reading);
    }

    @Override
    protected void assertKeeps(Reading reading, Target target, String reduced) {
        Iterator<String> source =
                reading.text().result().lines().map(String::strip).iterator();
        for (String line : reduced.lines().map(String::strip).toList()) {
            if (!MARK.matcher(line).matches()) {
                assertThat(findNext(source, uncommented(line))).as(line).isTrue();
            }
        }
        if (SourceTexts.ALL.contains(reading.text().result())) {
            SourceTexts.KEPT.stream()
                    .filter(kept -> reading.text().result().contains(kept))
                    .forEach(kept -> assertThat(reduced).contains(kept));
        }
    }

    private static boolean findNext(Iterator<String> lines, String wanted) {
        while (lines.hasNext()) {
            if (uncommented(lines.next()).equals(wanted)) {
                return true;
            }
        }
        return false;
    }

    /** A line that raises an error stands in a comment where its body has gone. */
    private static String uncommented(String line) {
        return line.replaceFirst("^(\\d+(?:→|: |\\t))?\\s*(?://|#) ", "$1")
                .replaceFirst("^(\\d+(?:→|: |\\t))\\s*", "$1");
    }

    @Test
    void keepsWhatIsDeclaredAndWhatIsThrown() {
        assertThat(reducer().reduce(reading(SourceTexts.JAVA), target(0))).contains("""
                package a.b;

                import java.util.List;

                /**
                 * Reads things.
                 ... (3 lines)
                 */
                public final class Reader<T> implements Runnable {

                    private static final String BRACE = "}{\\"";
                    private final char quote = '\\'';

                    @Override
                    public void run() {
                        // ... (8 lines)
                        // throw new IllegalStateException("a }");
                    }

                    List<T> all(
                            int from,
                            int to) throws Exception {
                        // ... (6 lines)
                    }

                    record Pair(int a, int b) {
                        Pair {
                            a = Math.abs(a);
                            b = Math.abs(b);
                            assertThat(a + b);
                        }
                    }
                }
                """);
    }

    @Test
    void findsPythonsBodiesByTheirIndentation() {
        assertThat(reducer().reduce(reading(SourceTexts.PYTHON), target(0)))
                .hasValueSatisfying(reduced -> assertThat(reduced).contains("""
                    ) -> List[str]:
                        \"""Reads a file.

                        ... (3 lines)
                        \"""
                        ...  # (9 lines)
                        # raise ValueError("nothing in " + path)

                    async def size(self):  # a comment
                        ...  # (4 lines)


                def main():
                    ...  # (3 lines)
                """.indent(0)));
    }

    @Test
    void looksThroughLineNumbersAndKeepsThem() {
        String numbered = SourceTexts.numbered(SourceTexts.GO, "\t");

        assertThat(reducer().reduce(reading(numbered), target(0)))
                .hasValueSatisfying(reduced -> assertThat(reduced)
                        .contains("    13\tfunc (r *Reader) Read() (string, error) {\n\t// ... (7 lines)\n"
                                + "    17\t\t// return \"\", errors.New(\"no path }\")\n")
                        .contains("    23\tfunc main() {\n\t// ... (3 lines)\n    27\t}"));
    }

    @Test
    void keepsABodyThatNamesAnIdentifierOfTheGoal() {
        var target = new Target(0, "why does `getWidthOf` return 0?", ReducerContract::tokens);
        String source = SourceTexts.TYPESCRIPT.replace("return width * height;", "return getWidthOf(this) * height;");

        assertThat(reducer().reduce(reading(source), target))
                .hasValueSatisfying(reduced -> assertThat(reduced)
                        .contains("const height = this.height / 2;\n        return getWidthOf(this) * height;")
                        .doesNotContain("box.grow();"));
    }

    @Test
    void takesOutTheLongestBodyFirstAndNoMoreThanItTakes() {
        int tokens = tokens(SourceTexts.GO);

        assertThat(reducer().reduce(reading(SourceTexts.GO), target(tokens - 5)))
                .hasValueSatisfying(reduced -> assertThat(reduced)
                        .contains("\t// ... (7 lines)\n\t// return \"\", errors.New(\"no path }\")\n")
                        .contains("\tr := &Reader{}\n\tr.Read()\n\tr.Read()\n"));
    }

    @Test
    void leavesAFileThatTheCompilerReads() throws IOException {
        String reduced = reducer().reduce(reading(SourceTexts.JAVA), target(0)).orElseThrow();

        var problems = new DiagnosticCollector<JavaFileObject>();
        var file = new SimpleJavaFileObject(URI.create("string:///Reader.java"), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return reduced;
            }
        };
        var task = (JavacTask)
                ToolProvider.getSystemJavaCompiler().getTask(null, null, problems, null, null, List.of(file));
        task.parse();
        assertThat(problems.getDiagnostics()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "namespace std VISIBILITY(default)",
                "struct alignas(16) Cell",
                "class EXPORT(a) Reader final",
                "class Reader : public Base<f(1)>",
                "extern \"C\""
            })
    void looksIntoTypesOfCThatHaveBracketsInTheirHeader(String header) {
        assertThat(Headers.isFunction(header, Language.C)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "static struct foo *make(const char *path)",
                "enum kind of(int a)",
                "template <class T> void f(T a) const noexcept",
                "Reader::Reader(int a) : a_(a)"
            })
    void takesAFunctionThatReturnsATypeOfCForOne(String header) {
        assertThat(Headers.isFunction(header, Language.C)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "JAVA,java",
        "PYTHON,py",
        "JAVASCRIPT,tsx",
        "GO,go",
        "RUST,rs",
        "C,cpp",
        "C,h",
    })
    void tellsALanguageByTheFileThatWasRead(Language language, String ending) {
        assertThat(Language.ofFileIn("{\"path\":\"src/a." + ending + "\"}")).contains(language);
        assertThat(Language.ofFileIn("{\"command\":\"cat src/a." + ending + " | head\"}"))
                .contains(language);
    }

    @Test
    void tellsALanguageByItsLook() {
        List<Language> languages = SourceTexts.ALL.stream()
                .map(text -> Language.of(SourceLines.of(text)).orElseThrow())
                .toList();

        assertThat(languages)
                .containsExactly(
                        Language.JAVA, Language.PYTHON, Language.JAVASCRIPT, Language.GO, Language.RUST, Language.C);
    }

    @Test
    void leavesBracketsAsTheyWere() {
        for (String text : SourceTexts.ALL) {
            Language language = Language.of(SourceLines.of(text)).orElseThrow();
            String reduced = reducer().reduce(reading(text), target(0)).orElseThrow();

            assertThat(Brackets.unpartnered(BareCode.of(text, language).text())).isEmpty();
            assertThat(Brackets.unpartnered(BareCode.of(reduced, language).text()))
                    .isEmpty();
        }
    }

    @Test
    void leavesAloneWhatIsNoCode() {
        var log = new ToolText(
                "1", "bash", "{\"command\":\"python run.py\"}", "Started.\nIt went well.\nDone (3 files).\n");

        assertThat(reducer().reduce(Reading.of(log), target(0))).isEmpty();
    }
}
