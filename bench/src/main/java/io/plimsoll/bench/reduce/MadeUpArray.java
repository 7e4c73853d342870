package io.plimsoll.bench.reduce;

import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A service's answer with rows that matter planted in it, each told by an id that stands in no other row.
 *
 * @param name what kind of answer it is
 * @param json the answer
 * @param errors ids of rows that report an error
 * @param outliers ids of rows with a number far from the others
 * @param named the id of the row that the goal asks for
 * @param goal what the user wants
 */
record MadeUpArray(String name, String json, List<String> errors, List<String> outliers, String named, String goal) {

    private static final long SEED = 20261125;
    private static final int ERROR_EVERY = 97;
    private static final int OUTLIER_EVERY = 131;

    /** Answers of five kinds of services, each with {@code rows} rows. */
    static List<MadeUpArray> all(int rows) {
        var random = new Random(SEED);
        return List.of(
                of("flights, indented", rows, id -> flight(id, random), "[\n  %s\n]", ",\n  "),
                of("requests, JSON Lines", rows, id -> request(id, random), "%s", "\n"),
                of(
                        "pods",
                        rows,
                        id -> pod(id, random),
                        "{\"apiVersion\": \"v1\", \"kind\": \"List\", \"items\": [%s]}",
                        ", "),
                of("events of three kinds", rows, id -> event(id, random), "{\"events\":[%s],\"next\":null}", ","),
                of("issues with text", rows, id -> issue(id, random), "[%s]", ","));
    }

    private static MadeUpArray of(String name, int rows, IntFunction<String> row, String around, String separator) {
        String json = around.formatted(IntStream.range(0, rows).mapToObj(row).collect(Collectors.joining(separator)));
        int named = rows * 5 / 8 + 1;
        return new MadeUpArray(
                name,
                json,
                ids(rows, MadeUpArray::isError),
                ids(rows, MadeUpArray::isOutlier),
                id(named),
                "Tell me what happened to " + id(named) + ".");
    }

    private static List<String> ids(int rows, IntPredicate which) {
        return IntStream.range(0, rows).filter(which).mapToObj(MadeUpArray::id).toList();
    }

    private static boolean isError(int row) {
        return row % ERROR_EVERY == ERROR_EVERY / 2;
    }

    private static boolean isOutlier(int row) {
        return row % OUTLIER_EVERY == OUTLIER_EVERY / 2;
    }

    private static String id(int row) {
        return "PL-%05dx".formatted(row * 37 % 99_991);
    }

    /** A number that is like others, or ten times as large. */
    private static int number(int row, int least, int spread, Random random) {
        return (least + random.nextInt(spread)) * (isOutlier(row) ? 10 : 1);
    }

    private static String flight(int row, Random random) {
        return """
                {"flight": "%s", "origin": "%s", "destination": "%s", "date": "2026-11-%02d", "status": "%s",
                   "prices": {"economy": %d, "business": %d}, "seats": %d}""".formatted(
                        id(row),
                        pick(random, "HAM", "CPH", "OSL"),
                        pick(random, "JFK", "SEA", "LIS", "ARN"),
                        1 + row % 28,
                        isError(row) ? "failed: no crew" : "available",
                        number(row, 90, 60, random),
                        310 + random.nextInt(90),
                        random.nextInt(20));
    }

    private static String request(int row, Random random) {
        return "{\"ts\":\"2026-11-25T10:%02d:%02dZ\",\"request\":\"%s\",\"method\":\"%s\",\"path\":\"/v1/%s\",\"status\":%d,\"ms\":%d}"
                .formatted(
                        row / 60 % 60,
                        row % 60,
                        id(row),
                        pick(random, "GET", "GET", "GET", "POST"),
                        pick(random, "models", "chat/completions", "embeddings"),
                        isError(row) ? 503 : 200,
                        number(row, 20, 80, random));
    }

    private static String pod(int row, Random random) {
        return """
                {"metadata": {"name": "%s", "namespace": "prod", "labels": {"app": "%s", "tier": "backend"}},\
                 "status": {"phase": "%s", "restarts": %d, "hostIP": "10.0.%d.%d"}}""".formatted(
                        id(row),
                        pick(random, "gateway", "worker", "cache"),
                        isError(row) ? "CrashLoopBackOff: container failed" : "Running",
                        isOutlier(row) ? 90 : random.nextInt(3),
                        random.nextInt(4),
                        random.nextInt(250));
    }

    private static String event(int row, Random random) {
        String id = id(row);
        if (isError(row)) {
            return "{\"type\":\"failure\",\"id\":\"%s\",\"error\":\"disk full\",\"node\":\"n%d\"}"
                    .formatted(id, row % 9);
        }
        return row % 3 == 0 && !isOutlier(row)
                ? "{\"type\":\"login\",\"id\":\"%s\",\"user\":\"user%d\",\"ip\":\"10.0.0.%d\"}"
                        .formatted(id, random.nextInt(500), random.nextInt(250))
                : "{\"type\":\"write\",\"id\":\"%s\",\"path\":\"/data/%d.bin\",\"bytes\":%d,\"sync\":true}"
                        .formatted(id, row, number(row, 1_000, 4_000, random));
    }

    private static String issue(int row, Random random) {
        return "{\"id\":\"%s\",\"title\":\"%s %s in %s\",\"comments\":%d,\"labels\":[\"%s\"],\"state\":\"%s\"%s}"
                .formatted(
                        id(row),
                        pick(random, "Slow", "Wrong", "Missing", "Flaky"),
                        pick(random, "render", "count", "test", "link"),
                        pick(random, "dashboard", "router", "archive", "docs"),
                        number(row, 5, 10, random),
                        pick(random, "bug", "docs", "feature"),
                        pick(random, "open", "closed"),
                        isError(row)
                                ? ",\"body\":\"It crashed with a fatal exception\""
                                : ",\"body\":\"See the steps in the thread\"");
    }

    private static String pick(Random random, String... values) {
        return values[random.nextInt(values.length)];
    }
}
