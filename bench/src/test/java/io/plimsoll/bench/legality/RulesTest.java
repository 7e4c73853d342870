package io.plimsoll.bench.legality;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The rules find what is wrong: a check that never fails proves nothing. */
class RulesTest {

    private static final List<Said> HISTORY = List.of(
            new Said.User("go"),
            new Said.Model("I think", "", List.of(call("c1"))),
            new Said.Result("c1", "one"),
            new Said.Model("", "", List.of(call("c2"), call("c3"))),
            new Said.Result("c2", "two"),
            new Said.Result("c3", "three"),
            new Said.Model("", "done", List.of()),
            new Said.User("and now?"));

    private static Said.Call call(String id) {
        return new Said.Call(id, "read_file", "{\"path\":\"" + id + "\"}");
    }

    private static List<Heard> heard(Wire wire, List<Said> history) {
        return wire.read(Wire.JSON.readTree(wire.request(history)));
    }

    private static List<String> broken(Wire wire, Consumer<List<Said>> edit) {
        List<Said> edited = new ArrayList<>(HISTORY);
        edit.accept(edited);
        return Rules.broken(heard(wire, HISTORY), heard(wire, edited), 2);
    }

    @ParameterizedTest
    @EnumSource(Wire.class)
    void findsNothingInWhatTheClientSent(Wire wire) {
        assertThat(Rules.structure(heard(wire, HISTORY))).isEmpty();
        assertThat(broken(wire, history -> {})).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Wire.class)
    void findsABrokenPair(Wire wire) {
        assertThat(broken(wire, history -> history.remove(2))).contains("call without result");
        assertThat(broken(wire, history -> history.remove(1))).contains("result without call");
        assertThat(broken(wire, history -> history.add(3, new Said.Result("c1", "again"))))
                .contains("result late or twice");
    }

    @ParameterizedTest
    @EnumSource(Wire.class)
    void findsWhatIsNoLongerTheClients(Wire wire) {
        assertThat(broken(wire, history -> history.set(7, new Said.User("else"))))
                .contains("last user message changed");
        assertThat(broken(wire, history -> history.set(1, new Said.Model("altered", "", List.of(call("c1"))))))
                .contains("thought altered");
        assertThat(broken(wire, history -> history.set(5, new Said.Result("c3", "short"))))
                .contains("newest result changed");
        assertThat(broken(wire, history -> history.removeLast())).contains("ends in another role");
    }

    @ParameterizedTest
    @EnumSource(Wire.class)
    void findsCallsThatNobodyMade(Wire wire) {
        assertThat(broken(wire, history -> {
                    history.add(1, new Said.Model("", "", List.of(call("c9"))));
                    history.add(2, new Said.Result("c9", "x"));
                }))
                .contains("call invented");
    }

    @Test
    void findsRolesThatStrictTemplatesRefuse() {
        assertThat(broken(Wire.CHAT, history -> history.add(new Said.User("more"))))
                .contains("user twice");
        assertThat(broken(Wire.CHAT, history -> history.removeFirst())).contains("assistant first");
        assertThat(broken(Wire.CHAT, history -> history.add(6, new Said.Model("", "so", List.of()))))
                .contains("assistant twice");
        assertThat(broken(Wire.CHAT, history -> history.set(0, new Said.User(" "))))
                .contains("empty message");
    }

    @Test
    void letsTheClientKeepItsOwnFaults() {
        List<Said> own = new ArrayList<>(HISTORY);
        own.add(new Said.User("more"));

        assertThat(Rules.broken(heard(Wire.CHAT, own), heard(Wire.CHAT, own), 2))
                .isEmpty();
    }
}
