package io.plimsoll.budget.tokens;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a template writes around the parts of one message: fixed text with holes in it. Immutable and thread-safe. */
final class Frame {

    /** A place to be filled, by the marker that was rendered there. */
    private record Hole(String marker, Slot slot) {}

    private final String rendering;
    private final List<Hole> holes;

    private Frame(String rendering, List<Hole> holes) {
        this.rendering = rendering;
        this.holes = holes;
    }

    /**
     * The frame that {@code rendering} shows.
     *
     * @param markers what was rendered in place of real text; those that the template left out have no hole
     */
    static Frame of(String rendering, List<String> markers) {
        List<Hole> holes = new ArrayList<>();
        for (String marker : markers) {
            Optional<Slot> slot = Slot.of(marker, rendering);
            slot.ifPresent(place -> holes.add(new Hole(marker, place)));
        }
        holes.sort(Comparator.comparingInt(hole -> hole.slot().start()));
        return new Frame(rendering, List.copyOf(holes));
    }

    boolean has(String marker) {
        return holes.stream().anyMatch(hole -> hole.marker().equals(marker));
    }

    /** The message as the template would write it, {@code values} by marker in the holes; a missing value is empty. */
    String fill(Map<String, String> values) {
        StringBuilder text = new StringBuilder();
        int done = 0;
        for (Hole hole : holes) {
            text.append(rendering, done, hole.slot().start())
                    .append(hole.slot().strip(values.getOrDefault(hole.marker(), "")));
            done = hole.slot().end();
        }
        return text.append(rendering, done, rendering.length()).toString();
    }
}
