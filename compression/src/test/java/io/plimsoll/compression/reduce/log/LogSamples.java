package io.plimsoll.compression.reduce.log;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Logs of made-up services. */
final class LogSamples {

    static final String JAVA_TRACE = """
            2026-11-25 10:00:03.120 ERROR [main] o.e.Loader - load failed
            java.lang.IllegalStateException: hold 7 is closed
            \tat org.example.Ship.load(Ship.java:12)
            \tat org.example.Main.main(Main.java:3)
            Caused by: java.io.IOException: disk full
            \tat org.example.Disk.write(Disk.java:99)
            \t... 2 more""";

    static final String PYTHON_TRACE = """
            Traceback (most recent call last):
              File "app.py", line 12, in <module>
                main()
              File "app.py", line 7, in main
                raise ValueError("bad hold")
            ValueError: bad hold

            During handling of the above exception, another exception occurred:

            Traceback (most recent call last):
              File "app.py", line 14, in <module>
                close()
            RuntimeError: cannot close""";

    private LogSamples() {}

    /** A service at work: mostly two kinds of lines in turn, now and then a warning. */
    static String service(int lines) {
        return IntStream.range(0, lines)
                .mapToObj(i -> switch (i % 10) {
                    case 3, 7 ->
                        "2026-11-25 10:%02d:%02d INFO  storage.BlockManager: Found block rdd_2_%d locally"
                                .formatted(i / 60, i % 60, i * 7 % 90);
                    case 9 ->
                        "2026-11-25 10:%02d:%02d WARN  net.Pool: connection %d is slow (%d ms)"
                                .formatted(i / 60, i % 60, i, 100 + i);
                    default ->
                        "2026-11-25 10:%02d:%02d INFO  executor.Executor: Finished task %d.0 in stage %d.0 (TID %d). %d bytes"
                                .formatted(i / 60, i % 60, i, i / 50, 1000 + i, 900 + i * 13 % 700);
                })
                .collect(Collectors.joining("\n"));
    }

    /** The same with one odd line, errors and a trace in its midst. */
    static String failing(int lines) {
        List<String> all = new ArrayList<>(List.of(service(lines).split("\n")));
        all.add(lines / 2, JAVA_TRACE);
        all.add(lines / 3, "2026-11-25 10:00:02 ERROR net.Pool: connection refused by 10.0.0.7:5432");
        all.add(lines / 4, "2026-11-25 10:00:02 INFO  config.Loader: profile is staging");
        return String.join("\n", all);
    }

    /** Thousands of lines that report the same error with other numbers. */
    static String flood(int lines) {
        return IntStream.range(0, lines)
                .mapToObj(i ->
                        "2026-11-25 10:%02d:%02d ERROR net.Pool: connection %d to 10.0.%d.7:5432 refused after %d ms"
                                .formatted(i / 60 % 60, i % 60, i, i % 200, i * 31 % 977))
                .collect(Collectors.joining("\n"));
    }

    /** Random logs, some of them with what could be taken for the notation of a reduced one. */
    static Arbitrary<String> logs() {
        Arbitrary<Integer> number = Arbitraries.integers().between(0, 300);
        Arbitrary<String> task =
                number.map(i -> "10:00:%02d INFO worker %d: task %d/%d done".formatted(i % 60, i % 7, i, 300));
        Arbitrary<String> found =
                number.map(i -> "10:00:%02d DEBUG  found  block rdd_%d\tat node-%d".formatted(i % 60, i, i % 9));
        Arbitrary<String> bars =
                number.map(i -> "20260101-10:00:%02d:%d|Step_LSC|%d|onStep %d".formatted(i % 60, i, i, i));
        Arbitrary<String> error = number.map(
                i -> "10:00:%02d ERROR worker %d: disk %s full".formatted(i % 60, i % 7, "abc".charAt(i % 3)));
        Arbitrary<String> trace = Arbitraries.of(
                JAVA_TRACE, PYTHON_TRACE, "panic: x\n\ngoroutine 1 [running]:\nmain.main()\n\t/a.go:3\n");
        Arbitrary<String> odd = Arbitraries.of(
                "",
                " ",
                "\r",
                "Tests run: 3, Failures: 1",
                "warning: unused variable 'x'",
                "a <*> b <*> c",
                "&A 1 2",
                "[&A = x <*> y <*>]",
                "[… 3 lines: 1 ERROR left out …]",
                "10:00:00 WARN queue is long\r");
        Arbitrary<String> usual = Arbitraries.frequencyOf(
                Tuple.of(6, task), Tuple.of(4, found), Tuple.of(2, bars), Tuple.of(2, error), Tuple.of(1, trace));
        Arbitrary<String> any = Arbitraries.frequencyOf(Tuple.of(60, usual), Tuple.of(1, odd));
        return Combinators.combine(any.list().ofMaxSize(60), Arbitraries.of("", "\n", "\n[exit 1]"))
                .as((lines, end) -> String.join("\n", lines) + end);
    }
}
