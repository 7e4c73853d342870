package io.plimsoll.compression.reduce.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShellFilesTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            cat a.py | READ a.py
            cat -n 'my file.py' | READ my file.py
            cat a.py b.py | READ a.py, READ b.py
            head -20 a.py | READ a.py 1-20
            head -n 5 a.py | READ a.py 1-5
            tail -n 5 a.py | READ a.py
            sed -n '10,20p' a.py | READ a.py 10-20
            cat a.py ! head -3 | READ a.py 1-3
            cd src && cat a.py ; cat ../b.py | READ src/a.py, READ b.py
            echo x > a.py | WRITE a.py
            echo x >> a.py | EDIT a.py
            npm test > out.log 2>&1 | WRITE out.log
            npm test 2>/dev/null | nothing
            npm test &> out.log | WRITE out.log
            sed -i 's/a/b/' a.py b.py | EDIT a.py, EDIT b.py
            sed -i.bak -e s/a/b/ a.py | EDIT a.py
            rm -rf a.py | DELETE a.py
            mv a.py b.py | DELETE a.py, WRITE b.py
            cp a.py b.py | WRITE b.py
            make ! tee out.log | nothing
            """)
    void tellsWhatAPlainCommandDoes(String command, String expected) {
        assertThat(described(command.replace('!', '|'))).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "cat *.py",
                "cat $FILE",
                "cat `ls`",
                "cat a.py | grep x",
                "cat a.py | wc -l",
                "grep -rn x src",
                "rm $TMP/x",
                "cat",
                ""
            })
    void saysNothingOfWhatOnlyAShellKnows(String command) {
        assertThat(described(command)).isEqualTo("nothing");
    }

    @Test
    void readsHereDocuments() {
        assertThat(described("cat > a.py <<'EOF' && npm test\nrm x\ncat y\nEOF\ncat b.py"))
                .isEqualTo("WRITE a.py, READ b.py");
    }

    @Test
    void readsPatchesInHereDocuments() {
        assertThat(described(
                        "apply_patch <<'EOF'\n*** Begin Patch\n*** Update File: a.py\n@@\n-x\n+y\n*** End Patch\nEOF"))
                .isEqualTo("EDIT a.py");
    }

    @Test
    void knowsWhetherACommandDoesAnythingElse() {
        assertThat(use("cd src && cat a.py").onlyReads()).isTrue();
        assertThat(use("cat a.py && npm test").onlyReads()).isFalse();
        assertThat(use("npm test; cat a.py").onlyReads()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"cat 'a", "cat \"a\\", "<<", "cat <<EOF", "a ||", "&& |", "\\", ">", "cat a >"})
    void survivesCommandsThatEndTooSoon(String command) {
        assertThat(use(command)).isNotNull();
    }

    private static FileUse use(String command) {
        return ShellFiles.of("", ShellScript.parse(command));
    }

    private static String described(String command) {
        FileUse use = use(command);
        return use.accesses().isEmpty()
                ? "nothing"
                : use.accesses().stream()
                        .map(access -> access.kind() + " " + access.path()
                                + (access.lines() == null || access.lines().isOpenEnded() ? "" : " " + access.lines()))
                        .collect(Collectors.joining(", "));
    }
}
