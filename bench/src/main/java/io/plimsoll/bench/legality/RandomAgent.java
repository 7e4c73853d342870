package io.plimsoll.bench.legality;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/**
 * An agent that does what agents do, at random: asks, calls tools one by one or several at once, gets results in any order,
 * thinks, is interrupted, sends a request again, goes back, or starts over from a summary. The same seed makes the same
 * conversation. Not thread-safe.
 */
final class RandomAgent {

    private static final int MOST_MOVES = 12;

    private static final String[] WORDS = {
        "alpha",
        "src/main/Gateway.java",
        "const x = 1;",
        "größe",
        "\"quoted\"",
        "line\nbreak",
        "\\path",
        "日本",
        "🙂",
        "{",
        "]",
        "never push to main",
        "error: 404",
        "\t",
        "def run(self):",
        "</tool>",
        "id_48213"
    };

    private static final String[] TOOLS = {"read_file", "bash", "edit", "grep", "ask"};

    /** What may happen between two requests. */
    private enum Move {
        STEP,
        LONG_STEP,
        PARALLEL,
        THOUGHT,
        CHAT,
        CHAT_BEHIND_RESULT,
        USER_TWICE,
        NOTE,
        RETRY,
        REWIND,
        SUMMARY
    }

    private static final Move[] OFTEN = {
        Move.STEP,
        Move.STEP,
        Move.STEP,
        Move.STEP,
        Move.LONG_STEP,
        Move.LONG_STEP,
        Move.PARALLEL,
        Move.PARALLEL,
        Move.THOUGHT,
        Move.THOUGHT,
        Move.CHAT,
        Move.CHAT,
        Move.CHAT_BEHIND_RESULT,
        Move.USER_TWICE,
        Move.NOTE,
        Move.RETRY,
        Move.REWIND,
        Move.SUMMARY
    };

    private final Random random;
    private final List<Said> history = new ArrayList<>();
    private int calls;

    RandomAgent(Random random) {
        this.random = random;
        history.add(new Said.User(text(12)));
    }

    /** Holds a conversation; {@code requests} hears the whole history of each request, in order. */
    void converse(Consumer<List<Said>> requests) {
        int moves = 1 + random.nextInt(MOST_MOVES);
        requests.accept(List.copyOf(history));
        for (int i = 0; i < moves; i++) {
            move(OFTEN[random.nextInt(OFTEN.length)]);
            requests.accept(List.copyOf(history));
        }
    }

    private void move(Move move) {
        switch (move) {
            case STEP -> step("", random.nextBoolean() ? text(6) : "", 1, 25);
            case LONG_STEP -> step("", "", 1, 90);
            case PARALLEL -> step("", text(4), 2 + random.nextInt(3), 25);
            case THOUGHT -> step(text(15), "", 1 + random.nextInt(2), 20);
            case CHAT -> {
                answer();
                history.add(new Said.User(text(10)));
            }
            case CHAT_BEHIND_RESULT -> {
                step("", "", 1, 15);
                history.add(new Said.User(text(8)));
            }
            case USER_TWICE -> {
                answer();
                history.add(new Said.User(text(5)));
                history.add(new Said.User(text(5)));
            }
            case NOTE -> {
                answer();
                history.add(new Said.Note(text(5)));
                history.add(new Said.User(text(5)));
            }
            case RETRY -> {
                // the same once more
            }
            case REWIND -> rewind();
            case SUMMARY -> {
                history.clear();
                history.add(new Said.User("Summary of what was done: " + text(30)));
            }
        }
    }

    private void answer() {
        history.add(new Said.Model(random.nextInt(4) == 0 ? text(8) : "", text(10), List.of()));
    }

    private void step(String thought, String text, int parallel, int words) {
        List<Said.Call> made = new ArrayList<>();
        for (int i = 0; i < parallel; i++) {
            made.add(new Said.Call(nextId(), TOOLS[random.nextInt(TOOLS.length)], arguments()));
        }
        history.add(new Said.Model(thought, text, made));
        List<Said.Call> answered = new ArrayList<>(made);
        Collections.shuffle(answered, random);
        answered.forEach(call -> history.add(new Said.Result(call.id(), text(words))));
    }

    /** Back to a message of the user, which then ends the request. */
    private void rewind() {
        int end = random.nextInt(history.size());
        while (end > 0 && !(history.get(end) instanceof Said.User)) {
            end--;
        }
        history.subList(end + 1, history.size()).clear();
    }

    private String arguments() {
        return "{\"path\":\"src/file" + random.nextInt(20) + ".java\",\"limit\":" + random.nextInt(100) + "}";
    }

    private String nextId() {
        calls++;
        return "call_" + calls;
    }

    private String text(int words) {
        var text = new StringBuilder("w" + random.nextInt(1_000));
        int count = 1 + random.nextInt(2 * words);
        for (int i = 0; i < count; i++) {
            text.append(' ').append(WORDS[random.nextInt(WORDS.length)]);
        }
        return text.toString();
    }
}
