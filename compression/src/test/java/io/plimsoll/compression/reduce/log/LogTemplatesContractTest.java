package io.plimsoll.compression.reduce.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.compression.reduce.Reading;
import io.plimsoll.compression.reduce.Reducer;
import io.plimsoll.compression.reduce.ReducerContract;
import io.plimsoll.compression.reduce.Target;
import java.util.List;
import net.jqwik.api.Arbitrary;

/** What {@link LogTemplates} promises: the log can be read back to the letter. */
class LogTemplatesContractTest extends ReducerContract {

    @Override
    protected Reducer reducer() {
        return new LogTemplates();
    }

    @Override
    protected List<Reading> samples() {
        return List.of(
                reading(LogSamples.service(60)), reading(LogSamples.failing(200)), reading(LogSamples.flood(90)));
    }

    @Override
    protected Arbitrary<Reading> readings() {
        return LogSamples.logs().map(ReducerContract::reading);
    }

    @Override
    protected void assertKeeps(Reading reading, Target target, String reduced) {
        assertThat(TemplateText.read(reduced)).contains(reading.text().result());
    }
}
