package io.plimsoll.compression.reduce.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.compression.reduce.Envelope;
import io.plimsoll.compression.reduce.Reading;
import io.plimsoll.compression.reduce.Reducer;
import io.plimsoll.compression.reduce.ReducerContract;
import io.plimsoll.compression.reduce.Target;
import java.util.List;
import net.jqwik.api.Arbitrary;

/** What {@link JsonTable} promises, everything read back from what it wrote. */
class JsonTableContractTest extends ReducerContract {

    @Override
    protected Reducer reducer() {
        return new JsonTable();
    }

    @Override
    protected List<Reading> samples() {
        return List.of(
                reading("{ \"id\" : 1 , \"tags\" : [ \"a\", \"b\" ] }"),
                reading("Exit code: 0\nOutput:\n" + Samples.flights(20)),
                reading("{\"total\":20,\"items\":" + Samples.flights(20) + ",\"next\":null}"),
                reading(Samples.events(30)),
                reading(Samples.lines(12)));
    }

    @Override
    protected Arbitrary<Reading> readings() {
        return JsonArbitraries.documents().map(ReducerContract::reading);
    }

    @Override
    protected void assertKeeps(Reading reading, Target target, String reduced) {
        String original = reading.text().result();
        assertThat(Told.by(reduced)).isEqualTo(Told.by(original));
        assertThat(Envelope.of(reduced).head()).isEqualTo(Envelope.of(original).head());
    }
}
