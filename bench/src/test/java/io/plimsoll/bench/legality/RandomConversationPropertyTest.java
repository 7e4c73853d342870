package io.plimsoll.bench.legality;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.statistics.Statistics;

class RandomConversationPropertyTest {

    @Property(tries = 1_500, seed = "20261125")
    void noEditMakesAHistoryIllegal(@ForAll long seed) {
        RandomConversation.Outcome outcome = new RandomConversation(seed).hold();

        assertThat(outcome.findings()).as("seed %s", seed).isEmpty();
        Statistics.label("dialect").collect(outcome.wire());
        Statistics.label("cut").collect(outcome.done().contains(EditedLane.Done.CUT));
        Statistics.label("recalled").collect(outcome.done().contains(EditedLane.Done.RECALLED));
        Statistics.label("cleared").collect(outcome.done().contains(EditedLane.Done.CLEARED));
        Statistics.label("dialect").coverage(dialects -> {
            for (Wire wire : Wire.values()) {
                dialects.check(wire).count(n -> n > 300);
            }
        });
        Statistics.label("cut").coverage(cut -> cut.check(true).count(n -> n > 400));
        Statistics.label("recalled").coverage(recalled -> recalled.check(true).count(n -> n > 400));
        Statistics.label("cleared").coverage(cleared -> cleared.check(true).count(n -> n > 30));
    }
}
