package io.plimsoll.budget.geometry;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class KvGeometryPropertyTest {

    private static final KvLayout LAYOUT = KvLayout.usual(131_072);

    @Property(seed = "1876")
    void neverShrinksWithTheContext(@ForAll("cards") ModelCard card, @ForAll @IntRange(max = 131_071) int tokens) {
        var geometry = card.geometry(LAYOUT);

        assertThat(geometry.footprintBytes(tokens)).isLessThanOrEqualTo(geometry.footprintBytes(tokens + 1));
        assertThat(geometry.blocks(tokens)).isLessThanOrEqualTo(geometry.blocks(tokens + 1));
    }

    @Property(seed = "1876")
    void restsInNoMoreThanItWasAdmittedWith(
            @ForAll("cards") ModelCard card, @ForAll @IntRange(max = 131_072) int tokens) {
        var geometry = card.geometry(LAYOUT);

        assertThat(geometry.blocks(tokens)).isLessThanOrEqualTo(geometry.peakBlocks(tokens));
    }

    @Property(seed = "1876")
    void isAFixedPartAndAPartForEachTokenOnceWindowsAreFull(
            @ForAll("cards") ModelCard card, @ForAll @IntRange(min = 4096, max = 131_072) int tokens) {
        var geometry = card.geometry(LAYOUT);
        var rounded = (tokens + 15) / 16 * 16L;

        assertThat(geometry.footprintBytes(tokens))
                .isEqualTo(geometry.fixedBytesPerSequence() + geometry.bytesPerToken() * rounded);
    }

    @Property(seed = "1876")
    void sharesNoMoreThanASequenceHolds(@ForAll("cards") ModelCard card, @ForAll @IntRange(max = 131_072) int tokens) {
        var geometry = card.geometry(LAYOUT);

        assertThat(geometry.sharedBlocks(tokens)).isBetween(0L, geometry.blocks(tokens));
    }

    @Provide
    Arbitrary<ModelCard> cards() {
        return Arbitraries.of(ModelCards.builtIn().all());
    }
}
