package io.plimsoll.budget.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.function.Function;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.StringLength;
import tools.jackson.databind.JsonNode;

/** Editors judge values by the schema's patterns, the gateway by its own: the two have to agree on every text. */
class ValueSyntaxPropertyTest {

    private static final JsonNode DEFINITIONS = PolicySchema.tree().get("$defs");

    @Example
    void readsUnits() {
        assertThat(Tokens.parse("64k").count()).isEqualTo(65_536);
        assertThat(Tokens.parse("1M").count()).isEqualTo(1_048_576);
        assertThat(Tokens.parse("64000").count()).isEqualTo(64_000);
        assertThat(ByteSize.parse("4GiB").bytes()).isEqualTo(4_294_967_296L);
        assertThat(ByteSize.parse("4GB").bytes()).isEqualTo(4_000_000_000L);
        assertThat(ByteSize.parse("999999TiB").bytes()).isEqualTo(999_999L << 40);
        assertThat(Share.parse("12.5%").fraction()).isEqualTo(0.125);
        assertThat(DurationText.parse("500ms")).isEqualTo(Duration.ofMillis(500));
        assertThat(DurationText.parse("5s")).isEqualTo(Duration.ofSeconds(5));
        assertThat(DurationText.parse("10m")).isEqualTo(Duration.ofMinutes(10));
        assertThat(DurationText.parse("1h")).isEqualTo(Duration.ofHours(1));
        assertThat(ContextAmount.parse("40%")).isEqualTo(new Share(0.4));
        assertThat(ContextAmount.parse("500MB")).isEqualTo(new ByteSize(500_000_000));
        assertThat(ContextAmount.parse("64k")).isEqualTo(new Tokens(65_536));
    }

    @Property(seed = "20261125")
    void agreesWithSchemaOnWhatIsWellFormed(@ForAll("almostValues") String text) {
        assertAgreement("tokens", text, Tokens::parse);
        assertAgreement("bytes", text, ByteSize::parse);
        assertAgreement("share", text, Share::parse);
        assertAgreement("duration", text, DurationText::parse);
        assertAgreement("amount", text, ContextAmount::parse);
    }

    @Property(seed = "20261125")
    void agreesWithSchemaOnGlobs(@ForAll @StringLength(max = 6) String text) {
        assertAgreement("glob", text, Glob::new);
    }

    @Property(seed = "20261125")
    void writesTokensSoThatTheyReadBack(@ForAll @LongRange(min = 1, max = 999_999_999) long count) {
        assertThat(Tokens.parse(new Tokens(count).toString())).isEqualTo(new Tokens(count));
        assertThat(Tokens.parse(count + "k").count()).isEqualTo(count * 1024);
    }

    @Property(seed = "20261125")
    void writesBytesSoThatTheyReadBack(@ForAll("sizes") String size) {
        ByteSize bytes = ByteSize.parse(size);

        assertThat(ByteSize.parse(bytes.toString())).isEqualTo(bytes);
    }

    @Provide
    Arbitrary<String> almostValues() {
        Arbitrary<String> number = Arbitraries.oneOf(
                Arbitraries.integers().between(0, 2_000_000_000).map(String::valueOf),
                Arbitraries.integers().between(0, 120).map(String::valueOf),
                Arbitraries.of("", "0", "00", "07", "-1", "1.5", "12.12345", "100.0", "1e3", "9999999999"));
        Arbitrary<String> unit = Arbitraries.of(
                "", "k", "K", "m", "M", "g", "%", " %", "B", "KB", "KiB", "kB", "GiB", "TiB", "PiB", "ms", "s", "h",
                "d");
        return Combinators.combine(number, unit).as(String::concat);
    }

    @Provide
    Arbitrary<String> sizes() {
        return Combinators.combine(
                        Arbitraries.integers().between(1, 999_999),
                        Arbitraries.of("KB", "MB", "GB", "TB", "KiB", "MiB", "GiB", "TiB"))
                .as((number, unit) -> number + unit);
    }

    private static void assertAgreement(String definition, String text, Function<String, ?> parse) {
        boolean schemaAccepts = Pattern.compile(
                        DEFINITIONS.get(definition).get("pattern").asString())
                .matcher(text)
                .find();
        assertThat(accepts(parse, text)).as("%s '%s'", definition, text).isEqualTo(schemaAccepts);
    }

    private static boolean accepts(Function<String, ?> parse, String text) {
        try {
            return parse.apply(text) != null;
        } catch (IllegalArgumentException refused) {
            return false;
        }
    }
}
