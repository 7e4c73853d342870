package io.plimsoll.compression.reduce.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.compression.reduce.Reading;
import io.plimsoll.compression.reduce.ReducerContract;
import io.plimsoll.compression.reduce.Target;
import io.plimsoll.compression.reduce.ToolText;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JsonTableTest {

    @Test
    void putsKeysAndConstantsIntoAHeader() {
        String text = """
                [{"id": 1, "name": "Anna", "at": {"x": 10, "y": 20}, "kind": "ship", "note": "on time"},
                 {"id": 2, "name": "Smith, J", "at": {"x": 11, "y": 21}, "kind": "ship", "note": ""},
                 {"id": 3, "name": "true", "at": {"x": 1.50, "y": -2e3}, "kind": "ship"},
                 {"id": 4, "name": "Eve", "at": {"x": 12, "y": 22}, "kind": "ship", "note": null}]""";

        assertThat(reduced(text)).contains("""
                [4]{id,name,at{x,y},kind=ship,note}
                1,Anna,10,20,on time
                2,"Smith, J",11,21,""
                3,"true",1.50,-2e3,
                4,Eve,12,22,null""");
    }

    @Test
    void sortsUnlikeObjectsByTheKeyThatTellsTheirKind() {
        String text = """
                [{"type": "login", "user": "anna"}, {"type": "write", "path": "/tmp/x", "bytes": 12, "sync": true},
                 {"type": "login", "user": "bob"}, {"type": "write", "path": "/tmp/y", "bytes": 10, "sync": true}]""";

        assertThat(reduced(text)).contains("""
                [4]{A:type=login,user|B:type=write,path,bytes,sync=true}
                A,anna
                B,/tmp/x,12
                A,bob
                B,/tmp/y,10""");
    }

    @Test
    void leavesTheRestOfADocumentJson() {
        String text = "{\"total\": 20, \"items\": " + Samples.flights(20) + ", \"next\": null}";

        assertThat(reduced(text).orElseThrow())
                .startsWith("{\"total\":20,\"items\":[20]{flight_number,origin=HAM,destination,date=\"2026-11-25\","
                        + "status=available,prices{economy,business},seats}\nPL000,OSL,90,310,0\n")
                .endsWith("PL019,CPH,109,348,1\n,\"next\":null}");
    }

    @Test
    void saysThatATableWasJsonLines() {
        assertThat(reduced(Samples.lines(12)).orElseThrow())
                .startsWith("[12 lines]{ts,level=info,msg}\n2026-11-25T10:00:00Z,request 0 served\n");
    }

    @Test
    void keepsBothValuesOfAKeyThatOccursTwice() {
        assertThat(reduced("[ {\"a\": 1, \"a\": 2}, {\"a\": 3} ]")).contains("[{\"a\":1,\"a\":2},{\"a\":3}]");
    }

    @Test
    void keepsTheShellsWordsAroundIt() {
        assertThat(reduced("Exit code: 0\nOutput:\n{ \"a\" : [ 1 , 2 ] }\n"))
                .contains("Exit code: 0\nOutput:\n{\"a\":[1,2]}\n");
    }

    @Test
    void refusesWhatIsNoJson() {
        assertThat(reduced("[INFO]   Building   things")).isEmpty();
        assertThat(reduced("{ \"cut\" : [ 1 , 2 , ")).isEmpty();
        assertThat(reduced("{ \"a\" : NaN }")).isEmpty();
        assertThat(reduced("[ ".repeat(200) + "] ".repeat(200))).isEmpty();
    }

    private static Optional<String> reduced(String text) {
        Target target = new Target(0, "", ReducerContract::tokens);
        return new JsonTable().reduce(Reading.of(new ToolText("call", "tool", "{}", text)), target);
    }
}
