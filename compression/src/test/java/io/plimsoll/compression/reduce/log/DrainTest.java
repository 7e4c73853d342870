package io.plimsoll.compression.reduce.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DrainTest {

    private static final List<String> TEMPLATES = List.of(
            "Found block rdd_%d_%d locally",
            "Finished task %d.0 in stage %d.0 (TID %d). %d bytes result sent to driver",
            "Running task %d.0 in stage %d.0 (TID %d)",
            "session opened for user root by (uid=%d)",
            "session closed for user root",
            "onExtend:%d %d 0 %d",
            "REPORT : %d %d %d %d",
            "Connection from 10.0.%d.%d:%d accepted after %d ms");

    private final Drain drain = new Drain();

    @Test
    void putsLinesOfOneTemplateIntoOneGroup() {
        Drain.Group one = add("Found block rdd_2_1 locally");
        Drain.Group other = add("Found block rdd_3_17 locally");

        assertThat(other).isSameAs(one);
        assertThat(one.template()).containsExactly("Found", "block", "<*>", "locally");
        assertThat(one.lines()).isEqualTo(2);
    }

    @Test
    void learnsThatAWordVariesWhichDoesNotLookLikeIt() {
        add("User anna logged in from the web");
        Drain.Group group = add("User bob logged in from the web");

        // The first two words are the path of the tree, so a name among them tells two groups.
        assertThat(group.template()).containsExactly("User", "bob", "logged", "in", "from", "the", "web");
        add("Login of user anna from web done");
        assertThat(add("Login of user bob from web done").template())
                .containsExactly("Login", "of", "user", "<*>", "from", "web", "done");
    }

    @Test
    void groupsShortLinesThatAreMostlyNumbers() {
        assertThat(add("onExtend:1514038530000 14 0 4")).isSameAs(add("onExtend:1514038530777 9 1 8"));
    }

    @Test
    void groupsLinesAsTheirTemplatesDo() {
        var random = new Random(20261125);
        Map<Drain.Group, Set<Integer>> templatesOf = new IdentityHashMap<>();
        Map<Integer, Set<Drain.Group>> groupsOf = new HashMap<>();
        for (int line = 0; line < 4_000; line++) {
            int template = random.nextInt(TEMPLATES.size());
            Object[] numbers =
                    IntStream.range(0, 4).mapToObj(i -> random.nextInt(5_000)).toArray();
            Drain.Group group = add(TEMPLATES.get(template).formatted(numbers));
            templatesOf.computeIfAbsent(group, g -> new HashSet<>()).add(template);
            groupsOf.computeIfAbsent(template, t -> new HashSet<>()).add(group);
        }

        assertThat(templatesOf.values()).allMatch(templates -> templates.size() == 1);
        assertThat(groupsOf.values()).allMatch(groups -> groups.size() == 1);
    }

    @Test
    void boundsWhatALeafHolds() {
        var random = new Random(20261125);
        List<Drain.Group> groups = new ArrayList<>();
        for (int line = 0; line < 5_000; line++) {
            String words = random.ints(6, 'a', 'z' + 1)
                    .mapToObj(c -> String.valueOf((char) c).repeat(3))
                    .reduce("1 2", (a, b) -> a + " " + b);
            groups.add(add(words));
        }

        assertThat(groups.getLast().lines()).isPositive();
    }

    private Drain.Group add(String line) {
        return drain.add(Objects.requireNonNull(LogLine.of(line)).masked());
    }
}
