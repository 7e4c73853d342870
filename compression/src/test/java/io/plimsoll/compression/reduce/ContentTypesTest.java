package io.plimsoll.compression.reduce;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContentTypesTest {

    private static final List<HostileText> HOSTILE = HostileText.ALL;

    private static final String JAVA = """
            package org.example;

            import java.util.List;

            /** A ship. */
            public final class Ship {
                private final List<String> holds;

                Ship(List<String> holds) {
                    this.holds = List.copyOf(holds);
                }

                int size() {
                    return holds.size();
                }
            }
            """;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"id\": 1, \"name\": \"Anna\"}",
                "  [1, 2, 3]\n",
                "{\"a\":1}\n{\"a\":2}\n{\"b\":[]}\n",
                "Exit code: 0\nWall time: 0.3 seconds\nOutput:\n{\"status\": \"ok\", \"items\": []}",
                "Output: {\"status\": \"ok\", \"items\": []}\nError: (none)\nExit Code: 0",
                "<output>\n[{\"a\": 1}, {\"a\": 2}]\n</output>",
                "{\"clipped\": [{\"id\": 1}, {\"id\": 2}, {\"i",
                "[3]{id,name}\n1,Anna\n2,Bob\n3,Eve"
            })
    void tellsJson(String text) {
        assertThat(ContentTypes.of(text)).isEqualTo(ContentType.JSON);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-25T10:00:01Z INFO started\n2026-11-25T10:00:02Z WARN slow\nplain line\n",
                "17/06/09 20:10:40 INFO spark.SecurityManager: Changing view acls to: yarn\n",
                "03-17 16:13:38.811  1702  2395 D WindowManager: printFreezing wtoken\n",
                "- 1117838570 2005.06.03 R02-M1-N0 2005-06-03-15.42.50.675872 R02 RAS KERNEL INFO corrected\n",
                "Jul  1 09:00:55 calvisitor-10-105 kernel[0]: IOThunderboltSwitch: Port 2\n",
                "20171223-22:15:29:606|Step_LSC|30002312|onStandStepChanged 3579\n",
                "[INFO] Scanning for projects...\n[INFO] Building plimsoll 0.1\n[ERROR] failed to compile\n",
                "npm WARN deprecated har-validator@5.1.5\nnpm ERR! code ELIFECYCLE\nnpm ERR! errno 1\n",
                "Traceback (most recent call last):\n  File \"a.py\", line 3, in <module>\n    main()\nValueError: bad\n",
                "java.lang.IllegalStateException: closed\n\tat org.example.Ship.load(Ship.java:12)\n"
                        + "\tat org.example.Main.main(Main.java:3)\n",
                "src/a.c:12:5: error: expected ';'\nsrc/a.c:40:1: warning: unused variable 'x'\n",
                "../tui/test/chat.ts(83,49): error TS2345: Argument of type 'undefined' is not assignable.\n",
                "tests/test_a.py::test_one PASSED [ 50%]\ntests/test_a.py::test_two FAILED [100%]\n=== 1 failed in 0.1s ===\n",
                "   Compiling serde v1.0.1\n   Compiling syn v2.0.0\n    Finished dev in 3.2s\n",
                "10.0.0.1 - - [25/Nov/2026:10:00:00 +0000] \"GET /a HTTP/1.1\" 200 12\n",
                "time=2026-11-25 level=info msg=\"started\"\n"
            })
    void tellsLogs(String text) {
        assertThat(ContentTypes.of(text)).isEqualTo(ContentType.LOG);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "diff --git a/x.py b/x.py\nindex 1a..2b 100644\n--- a/x.py\n+++ b/x.py\n@@ -1,3 +1,4 @@\n a\n-b\n+c\n",
                "--- x.py\n+++ x.py\n@@ -1 +1 @@\n-a\n+b\n",
                "commit 0123456789\nAuthor: A <a@b.c>\nDate:   Wed\n\n    Say it\n\ndiff --git a/x b/x\n@@ -1 +1 @@ def f():\n-a\n+b\n"
            })
    void tellsDiffs(String text) {
        assertThat(ContentTypes.of(text)).isEqualTo(ContentType.DIFF);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "src/a.py:12:def f(x):\nsrc/a.py:40:    return f(1)\nsrc/b/c.py:3:from a import f\n",
                "README.md:See the guide.\ndocs/guide.md:Start here.\n",
                "12:  const x = 1;\n40:  const y = 2;\n57:  return x + y;\n",
                "./pkg/store/index.go:88:\tfunc open(path string) error {\n./pkg/store/main.go:9:\topen(p)\n"
            })
    void tellsHitsOfASearch(String text) {
        assertThat(ContentTypes.of(text)).isEqualTo(ContentType.GREP);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "src/main/java/A.java\nsrc/main/java/B.java\nREADME.md\n",
                "total 16\ndrwxr-xr-x 2 a a 4096 Nov 25 10:00 src\n-rw-r--r-- 1 a a   12 Nov 25 10:00 a.txt\n",
                ".\n├── a.txt\n├── b\n│   └── c.txt\n└── d.txt\n",
                "- src/\n- test/\n- pom.xml\n",
                "  12 src/a.py\n 340 src/b.py\n 352 total\n"
            })
    void tellsListings(String text) {
        assertThat(ContentTypes.of(text)).isEqualTo(ContentType.LISTING);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE html>\n<html><head><title>x</title></head><body><p>Hello</p></body></html>",
                "<div class=\"a\"><ul><li><a href=\"/\">x</a></li><li>y</li></ul></div>"
            })
    void tellsPages(String text) {
        assertThat(ContentTypes.of(text)).isEqualTo(ContentType.HTML);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                JAVA,
                "import os\n\ndef main(path):\n    for name in os.listdir(path):\n        print(name)\n\nmain('.')\n",
                "package main\n\nimport \"fmt\"\n\nfunc main() {\n\tfmt.Println(\"hi\")\n}\n",
                "const x = 1;\nexport function f(a: number) {\n  return a + x;\n}\n",
                "use std::io;\n\npub fn run(n: u32) -> io::Result<()> {\n    let m = n + 1;\n    Ok(())\n}\n",
                "#include <stdio.h>\n\nint main(void) {\n  printf(\"x\");\n  return 0;\n}\n",
                "     1→import os\n     2→\n     3→def f(a):\n     4→    return os.path.join(a, 'b')\n",
                "[File: /a.py (3 lines total)]\n1:from pwn import *\n2:\n3:r = remote(\"x\", 1)\n",
                "<file>\n00001| class A:\n00002|     def f(self):\n00003|         return 1\n</file>",
                "Here's the result of running `cat -n` on /a.go:\n     1\tpackage a\n     2\tfunc f() {\n     3\t}\n"
            })
    void tellsCode(String text) {
        assertThat(ContentTypes.of(text)).isEqualTo(ContentType.CODE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "# Guide\n\nThis page says how a ship is loaded, and how deep it may lie.\n\n- one thing\n- another thing\n",
                "The mark on the hull was introduced in 1876. It shows how deep a ship may lie in the water.",
                "I have looked at the file and found nothing that would explain the failure that you saw."
            })
    void tellsProse(String text) {
        assertThat(ContentTypes.of(text)).isEqualTo(ContentType.PROSE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n", "ok", "255.0", "aGVsbG8gd29ybGQ\nZm9vYmFy\n", "[not json", "{}x"})
    void leavesOpenWhatNothingClaims(String text) {
        assertThat(ContentTypes.of(text)).isEqualTo(ContentType.OTHER);
    }

    @Test
    void readsALongTextAtItsStartMiddleAndEnd() {
        String log = "2026-11-25 10:00:00 INFO " + "a word ".repeat(20) + "\n";

        assertThat(ContentTypes.of("one line\n" + log.repeat(5_000))).isEqualTo(ContentType.LOG);
        assertThat(ContentTypes.of(JAVA.repeat(2_000))).isEqualTo(ContentType.CODE);
    }

    @ParameterizedTest
    @FieldSource("HOSTILE")
    @Timeout(value = 20, unit = TimeUnit.SECONDS)
    void tellsHostileTextsSoon(HostileText hostile) {
        assertThat(ContentTypes.of(hostile.text())).isNotNull();
    }
}
