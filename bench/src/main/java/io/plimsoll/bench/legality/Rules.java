package io.plimsoll.bench.legality;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** What engines with strict chat templates refuse, and what no edit may do to a client's history. Stateless. */
final class Rules {

    private Rules() {}

    /** What is wrong with {@code sent} and was not with {@code client}, one word or two for each. */
    static List<String> broken(List<Heard> client, List<Heard> sent, int newestResults) {
        Map<String, Integer> own = new HashMap<>();
        structure(client).forEach(wrong -> own.merge(wrong, 1, Integer::sum));
        List<String> broken = new ArrayList<>();
        for (String wrong : structure(sent)) {
            if (own.merge(wrong, -1, Integer::sum) < 0) {
                broken.add(wrong);
            }
        }
        broken.addAll(faithfulness(client, sent, newestResults));
        return broken;
    }

    /** Pairs, roles and empty messages of one history by itself. */
    static List<String> structure(List<Heard> history) {
        List<String> wrong = new ArrayList<>();
        Set<String> called = new HashSet<>();
        Set<String> open = new LinkedHashSet<>();
        String before = "";
        for (Heard turn : history) {
            for (Said.Result result : turn.results()) {
                if (!open.remove(result.call())) {
                    wrong.add(called.contains(result.call()) ? "result late or twice" : "result without call");
                }
            }
            if (turn.results().isEmpty() && !open.isEmpty()) {
                open.forEach(call -> wrong.add("call without result"));
                open.clear();
            }
            turn.calls().forEach(call -> {
                if (!called.add(call.id())) {
                    wrong.add("call id twice");
                }
                open.add(call.id());
            });
            if (turn.isEmpty()) {
                wrong.add("empty message");
            }
            if (turn.role().equals("system")) {
                continue;
            }
            if (turn.role().equals("assistant") && before.isEmpty()) {
                wrong.add("assistant first");
            } else if (turn.role().equals(before) && !turn.role().equals("tool")) {
                wrong.add(before + " twice");
            }
            before = turn.role();
        }
        open.forEach(call -> wrong.add("call without result"));
        return wrong;
    }

    private static List<String> faithfulness(List<Heard> client, List<Heard> sent, int newestResults) {
        List<String> wrong = new ArrayList<>();
        if (sent.isEmpty() || !sent.getLast().role().equals(client.getLast().role())) {
            wrong.add("ends in another role");
        }
        String asked = lastUserText(client);
        if (sent.stream()
                .noneMatch(turn -> turn.role().equals("user") && turn.text().endsWith(asked))) {
            wrong.add("last user message changed");
        }
        Set<String> thoughts = new HashSet<>();
        client.forEach(turn -> thoughts.addAll(turn.thoughts()));
        sent.stream()
                .flatMap(turn -> turn.thoughts().stream())
                .filter(thought -> !thoughts.contains(thought))
                .forEach(thought -> wrong.add("thought altered"));
        wrong.addAll(calls(client, sent));
        List<Said.Result> results = results(client).toList();
        List<Said.Result> kept = results(sent).toList();
        results.subList(Math.max(0, results.size() - newestResults), results.size()).stream()
                .filter(result -> !kept.contains(result))
                .forEach(result -> wrong.add("newest result changed"));
        return wrong;
    }

    /** Calls are the client's own, in its order. */
    private static List<String> calls(List<Heard> client, List<Heard> sent) {
        List<String> wrong = new ArrayList<>();
        List<String> order = ids(client);
        int at = -1;
        for (String id : ids(sent)) {
            int place = order.indexOf(id);
            if (place < 0) {
                wrong.add("call invented");
            } else if (place < at) {
                wrong.add("calls out of order");
            }
            at = Math.max(at, place);
        }
        return wrong;
    }

    private static List<String> ids(List<Heard> history) {
        return history.stream()
                .flatMap(turn -> turn.calls().stream())
                .map(Said.Call::id)
                .toList();
    }

    private static Stream<Said.Result> results(List<Heard> history) {
        return history.stream().flatMap(turn -> turn.results().stream());
    }

    private static String lastUserText(List<Heard> history) {
        return history.reversed().stream()
                .filter(turn -> turn.role().equals("user"))
                .map(Heard::text)
                .findFirst()
                .orElse("");
    }
}
