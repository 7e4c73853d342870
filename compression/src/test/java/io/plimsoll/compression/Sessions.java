package io.plimsoll.compression;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Random agent sessions: the requests that a client sends one after the other, each with its whole history. */
public final class Sessions {

    /** What a client may do between two requests. */
    private enum Move {
        USER_TURN,
        USER_AGAIN,
        TOOL_STEP,
        LONG_RESULT,
        PARALLEL_CALLS,
        REASONED_STEP,
        CALLS_AS_ITEMS,
        RESULT_AND_TEXT,
        SYSTEM_NOTE,
        PREFILL,
        RETRY,
        REWIND,
        COMPACTION
    }

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
        "]"
    };

    private final Random random;
    private final List<ChatHistory> requests = new ArrayList<>();
    private ChatHistory history = ChatHistory.withSystem("You are a careful agent.");
    private int callId;

    private Sessions(long seed) {
        random = new Random(seed);
    }

    /** Sessions of up to {@code moves} moves. */
    public static Arbitrary<List<ChatHistory>> upTo(int moves) {
        Arbitrary<List<Move>> walks = Arbitraries.frequency(
                        Tuple.of(3, Move.USER_TURN),
                        Tuple.of(1, Move.USER_AGAIN),
                        Tuple.of(8, Move.TOOL_STEP),
                        Tuple.of(3, Move.LONG_RESULT),
                        Tuple.of(3, Move.PARALLEL_CALLS),
                        Tuple.of(2, Move.REASONED_STEP),
                        Tuple.of(2, Move.CALLS_AS_ITEMS),
                        Tuple.of(1, Move.RESULT_AND_TEXT),
                        Tuple.of(1, Move.SYSTEM_NOTE),
                        Tuple.of(1, Move.PREFILL),
                        Tuple.of(1, Move.RETRY),
                        Tuple.of(1, Move.REWIND),
                        Tuple.of(1, Move.COMPACTION))
                .list()
                .ofMinSize(1)
                .ofMaxSize(moves);
        return Combinators.combine(walks, Arbitraries.longs()).as((walk, seed) -> new Sessions(seed).requests(walk));
    }

    private List<ChatHistory> requests(List<Move> walk) {
        history = history.user(text(40));
        requests.add(history);
        for (Move move : walk) {
            requests.add(request(move));
        }
        return List.copyOf(requests);
    }

    /** The request after {@code move}; the history goes on from what a client would keep of it. */
    private ChatHistory request(Move move) {
        history = switch (move) {
            case USER_TURN -> history.assistant(text(20)).user(text(60));
            case USER_AGAIN -> history.user(text(10));
            case TOOL_STEP -> history.step(nextId(), "read_file", arguments(), text(80));
            case LONG_RESULT -> history.step(nextId(), "bash", arguments(), text(400));
            case PARALLEL_CALLS -> parallel();
            case REASONED_STEP -> {
                String id = nextId();
                yield history.calls(text(30), "grep", arguments(), new String[] {id})
                        .result(id, text(60));
            }
            case CALLS_AS_ITEMS -> items();
            case RESULT_AND_TEXT -> {
                String id = nextId();
                yield history.calls("ask", arguments(), id).resultAndText(id, text(40), text(20));
            }
            case SYSTEM_NOTE -> history.note(text(5)).user(text(5));
            case PREFILL, RETRY -> history;
            case REWIND -> history.first(1 + lastRequestBefore(random.nextInt(history.size())));
            case COMPACTION -> ChatHistory.withSystem(history.system()).user("Summary so far: " + text(50));
        };
        return move == Move.PREFILL ? history.assistant(text(3)) : history;
    }

    private ChatHistory parallel() {
        String[] ids = {nextId(), nextId(), nextId()};
        ChatHistory longer = history.calls("read_file", arguments(), ids);
        return longer.result(ids[1], text(50)).result(ids[0], text(50)).result(ids[2], text(50));
    }

    private ChatHistory items() {
        String[] ids = {nextId(), nextId()};
        return history.reasoning(text(10))
                .assistant(text(10))
                .calls("read_file", arguments(), ids[0])
                .calls("read_file", arguments(), ids[1])
                .result(ids[0], text(40))
                .result(ids[1], text(40));
    }

    /** The last message up to {@code message} that a request may end with. */
    private int lastRequestBefore(int message) {
        int end = message;
        while (end > 0 && !history.messages().get(end).startsWith("{\"role\":\"user\"")) {
            end--;
        }
        return end;
    }

    private String arguments() {
        return "{\"path\":\"src/file" + random.nextInt(20) + ".java\",\"limit\":" + random.nextInt(100) + "}";
    }

    private String nextId() {
        callId++;
        return "call_" + callId;
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
