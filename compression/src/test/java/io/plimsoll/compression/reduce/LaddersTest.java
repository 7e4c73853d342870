package io.plimsoll.compression.reduce;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.budget.config.PolicyEntry;
import io.plimsoll.budget.config.PolicyFiles;
import java.util.List;
import org.junit.jupiter.api.Test;

class LaddersTest {

    private static final Target NOTHING = new Target(0, "", ReducerContract::tokens);
    private static final String FILE = "A line of some length, which no other line is like.\n".repeat(20);
    private static final ToolText READ = new ToolText("1", "fetch_doc", "{\"doc\":\"a.md\"}", FILE);
    private static final ToolText EDIT =
            new ToolText("2", "edit", "{\"path\":\"a.md\",\"oldText\":\"x\",\"newText\":\"y\"}", "Replaced.");

    @Test
    void aPolicyWithoutRungsReducesNothing() {
        assertThat(ladder("reduce: []").reduce(new Reading(READ, List.of(READ), List.of(EDIT)), NOTHING))
                .isEmpty();
    }

    @Test
    void rungsThatThePolicyLeavesOutAreNotTried() {
        var reading = new Reading(READ, List.of(READ), List.of());

        assertThat(ladder("reduce: [duplicates]").reduce(reading, NOTHING)).isPresent();
        assertThat(ladder("reduce: [stale-reads, old-tool-results]").reduce(reading, NOTHING))
                .isEmpty();
    }

    @Test
    void knowsTheToolsThatThePolicyNames() {
        var reading = new Reading(READ, List.of(), List.of(EDIT));

        assertThat(ladder("reduce: [stale-reads]").reduce(reading, NOTHING)).isEmpty();
        assertThat(ladder("reduce: [stale-reads], tools: [{ name: fetch_doc, does: read, path: doc }]")
                        .reduce(reading, NOTHING))
                .hasValueSatisfying(line -> assertThat(line).startsWith("[stale read of a.md"));
    }

    @Test
    void losesNothingWhereItMustNot() {
        var reading = new Reading(READ, List.of(), List.of(EDIT));

        assertThat(ladder("tools: [{ name: fetch_doc, does: read, path: doc }]")
                        .losslessOnly()
                        .reduce(reading, NOTHING))
                .isEmpty();
    }

    private static Ladder ladder(String keys) {
        PolicyEntry policy = new PolicyFiles(name -> null)
                .parse("policies: [{ name: p, " + keys + " }]", "p")
                .policies()
                .getFirst();
        return Ladders.of(policy);
    }
}
