package io.plimsoll.compression.reduce.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.compression.reduce.Reading;
import io.plimsoll.compression.reduce.Reducer;
import io.plimsoll.compression.reduce.ReducerContract;
import io.plimsoll.compression.reduce.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import net.jqwik.api.Arbitrary;
import org.jspecify.annotations.Nullable;

/** What {@link JsonSample} promises: what is left are rows of the original, in their order, and nothing but rows is missing. */
class JsonSampleContractTest extends ReducerContract {

    @Override
    protected Reducer reducer() {
        return new JsonSample();
    }

    @Override
    protected List<Reading> samples() {
        return List.of(
                reading(Samples.flights(60)),
                reading("Exit code: 0\nOutput:\n{\"total\": 60, \"items\": " + Samples.flights(60) + "}"),
                reading(Samples.events(80)),
                reading(Samples.lines(50)));
    }

    @Override
    protected Arbitrary<Reading> readings() {
        return JsonArbitraries.documents().map(ReducerContract::reading);
    }

    @Override
    protected void assertKeeps(Reading reading, Target target, String reduced) {
        assertSampleOf(
                Told.by(reduced), Objects.requireNonNull(Told.by(reading.text().result())));
    }

    private static void assertSampleOf(@Nullable Object sample, Object whole) {
        switch (whole) {
            case List<?> rows when rows.size() >= SampledArray.FEWEST_ROWS -> assertRowsOf(sample, rows);
            case List<?> few -> {
                assertThat(sample).isInstanceOfSatisfying(List.class, items -> {
                    assertThat(items).hasSameSizeAs(few);
                    for (int i = 0; i < few.size(); i++) {
                        assertSampleOf(items.get(i), few.get(i));
                    }
                });
            }
            case Map<?, ?> object -> {
                assertThat(sample).isInstanceOfSatisfying(Map.class, members -> {
                    assertThat(members.keySet()).isEqualTo(object.keySet());
                    object.forEach((key, value) -> assertSampleOf(members.get(key), value));
                });
            }
            default -> assertThat(sample).isEqualTo(whole);
        }
    }

    private static void assertRowsOf(@Nullable Object sample, List<?> rows) {
        assertThat(sample).isInstanceOfSatisfying(List.class, items -> {
            var kept = new ArrayList<Object>(items);
            assertThat(kept.getFirst()).isEqualTo(rows.getFirst());
            assertThat(kept.getLast()).isEqualTo(rows.getLast());
            for (Object row : rows) {
                if (!kept.isEmpty() && kept.getFirst().equals(row)) {
                    kept.removeFirst();
                }
            }
            assertThat(kept).isEmpty();
        });
    }
}
