package io.plimsoll.gateway.surface;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Random sessions of an agent that speaks the Responses API: the items of one request after the other. */
final class ItemSessions {

    /** What happens between two requests. */
    private enum Move {
        USER_TURN,
        TOOL_STEP,
        LONG_OUTPUT,
        PARALLEL_CALLS,
        INTERLEAVED_CALLS,
        TWO_TURNS,
        CUSTOM_TOOL,
        SHELL,
        HOSTED_SEARCH,
        UNKNOWN_ITEM,
        NOTE,
        REWIND
    }

    private final Random random;
    private final List<List<String>> requests = new ArrayList<>();
    private List<String> items = new ArrayList<>();
    private int calls;

    private ItemSessions(long seed) {
        random = new Random(seed);
    }

    /** Sessions of up to {@code moves} moves; each request is all its items. */
    static Arbitrary<List<List<String>>> upTo(int moves) {
        return Combinators.combine(
                        Arbitraries.of(Move.class).list().ofMinSize(1).ofMaxSize(moves), Arbitraries.longs())
                .as((walk, seed) -> new ItemSessions(seed).requests(walk));
    }

    private List<List<String>> requests(List<Move> walk) {
        user(30);
        requests.add(List.copyOf(items));
        for (Move move : walk) {
            make(move);
            requests.add(List.copyOf(items));
        }
        return requests;
    }

    private void make(Move move) {
        switch (move) {
            case USER_TURN -> {
                thought();
                answer();
                user(40);
            }
            case TOOL_STEP -> {
                thought();
                output("function_call_output", call("function_call", "'arguments':'{}'"), 60);
            }
            case LONG_OUTPUT -> output("function_call_output", call("function_call", "'arguments':'{}'"), 400);
            case PARALLEL_CALLS -> {
                answer();
                String first = call("function_call", "'arguments':'{}'");
                String second = call("function_call", "'arguments':'{}'");
                output("function_call_output", second, 40);
                output("function_call_output", first, 40);
            }
            case INTERLEAVED_CALLS -> {
                output("function_call_output", call("function_call", "'arguments':'{}'"), 30);
                output("function_call_output", call("function_call", "'arguments':'{}'"), 30);
            }
            case TWO_TURNS -> {
                thought();
                answer();
                thought();
                output("function_call_output", call("function_call", "'arguments':'{}'"), 50);
            }
            case CUSTOM_TOOL -> output("custom_tool_call_output", call("custom_tool_call", "'input':'*** Begin'"), 30);
            case SHELL ->
                output("local_shell_call_output", call("local_shell_call", "'action':{'command':['ls']}"), 80);
            case HOSTED_SEARCH -> {
                thought();
                add("{'type':'web_search_call','id':'ws_" + calls + "','status':'completed'}");
                answer();
                user(10);
            }
            case UNKNOWN_ITEM -> {
                add("{'type':'hologram','depth':" + random.nextInt(9) + "}");
                answer();
                user(10);
            }
            case NOTE -> {
                answer();
                add("{'type':'message','role':'developer','content':'" + text(10) + "'}");
                user(10);
            }
            case REWIND -> {
                int end = random.nextInt(items.size());
                while (!items.get(end).contains("\"role\":\"user\"")) {
                    end--;
                }
                items = new ArrayList<>(items.subList(0, end + 1));
            }
        }
    }

    private void user(int words) {
        add("{'type':'message','role':'user','content':[{'type':'input_text','text':'" + text(words) + "'}]}");
    }

    private void answer() {
        add("{'type':'message','role':'assistant','content':[{'type':'output_text','text':'" + text(15) + "'}]}");
    }

    private void thought() {
        add("{'type':'reasoning','summary':[],'content':[{'type':'reasoning_text','text':'" + text(15)
                + "'}],'encrypted_content':'x'}");
    }

    private String call(String type, String fields) {
        String id = "call_" + ++calls;
        add("{'type':'" + type + "','call_id':'" + id + "','name':'read'," + fields + "}");
        return id;
    }

    private void output(String type, String id, int words) {
        add("{'type':'" + type + "','call_id':'" + id + "','output':'" + text(words) + "'}");
    }

    private void add(String singleQuoted) {
        items.add(singleQuoted.replace('\'', '"'));
    }

    private String text(int words) {
        var text = new StringBuilder("w" + random.nextInt(1_000));
        int count = 1 + random.nextInt(2 * words);
        for (int i = 0; i < count; i++) {
            text.append(random.nextInt(5) == 0 ? " größe\\n" : " word").append(random.nextInt(100));
        }
        return text.toString();
    }
}
