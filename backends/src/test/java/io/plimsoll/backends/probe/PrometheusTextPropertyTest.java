package io.plimsoll.backends.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;

class PrometheusTextPropertyTest {

    @Property(tries = 500, seed = "1876")
    void readsBackAnyLabelValue(@ForAll @StringLength(max = 20) String value, @ForAll double number) {
        var escaped = value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
        // A page is lines, and a NUL ends the cursor: exporters write neither.
        var printable = escaped.replaceAll("[\\r\\x00]", "");

        var page = PrometheusText.parse("m{a=\"" + printable + "\",b=\"c\"} " + number);

        assertThat(page.samples("m"))
                .containsExactly(
                        new PrometheusText.Sample(Map.of("a", value.replaceAll("[\\r\\x00]", ""), "b", "c"), number));
    }

    @Property(tries = 500, seed = "1876")
    void survivesAnyPage(@ForAll @StringLength(max = 200) String page) {
        assertThat(PrometheusText.parse(page).hasPrefix("\u0001 never a name")).isFalse();
    }
}
