package io.plimsoll.compression.reduce.log;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LevelTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "ERROR ~ 2026-11-25 10:00:00 ERROR o.e.Ship - closed",
                "INFO ~ 2026-11-25 10:00:00 INFO o.e.Ship - closed with 0 errors, last ERROR none",
                "FATAL ~ - 1117838570 2005.06.03 R02 2005-06-03-15.42.50.675872 R02 RAS KERNEL FATAL data TLB error",
                "WARN ~ 2016-09-28 04:30:31, Warning               CBS    Unrecognized packageExtended",
                "ERROR ~ 03-17 16:13:38.811  1702  2395 E WindowManager: no window",
                "DEBUG ~ 03-17 16:13:38.811  1702  2395 D WindowManager: no ERROR",
                "ERROR ~ E1125 10:00:00.123 1 server.go:12] lost",
                "ERROR ~ [error] cannot bind",
                "WARN ~ time=10:00 level=warn msg=\"slow\"",
                "ERROR ~ src/a.c:12:5: error: expected ';'",
                "ERROR ~ ../tui/test/a.ts(83,49): error TS2345: Argument of type",
                "WARN ~ src/a.c:40:1: warning: unused variable",
                "ERROR ~ java.lang.IllegalStateException: closed",
                "ERROR ~ ValueError: bad hold",
                "ERROR ~ error[E0308]: mismatched types",
                "ERROR ~ npm ERR! code ELIFECYCLE",
                "ERROR ~ FAILED tests/test_a.py::test_two - assert 1 == 2",
                "ERROR ~ bash: foo: command not found",
                "NONE ~ loading the error page template",
                "NONE ~ Compiling errors v1.0",
                "NONE ~ INFORMATION desk opens"
            })
    void tellsHowBadALineIs(Level level, String line) {
        assertThat(Level.of(line)).isEqualTo(level);
    }
}
