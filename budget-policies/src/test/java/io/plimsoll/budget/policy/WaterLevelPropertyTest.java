package io.plimsoll.budget.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;

class WaterLevelPropertyTest {

    private static final long MOST = 3_000_000;

    @Property(seed = "1876")
    void neverGivesMoreThanThereIs(@ForAll @LongRange(max = MOST) long total, @ForAll("claims") List<Claim> claims) {
        var level = WaterLevel.share(total, claims);
        Assume.that(level != WaterLevel.UNLIMITED);

        assertThat(granted(level, claims)).isLessThanOrEqualTo((double) total);
    }

    @Property(seed = "1876")
    void wastesNothingThatSomebodyClaims(
            @ForAll @LongRange(max = MOST) long total, @ForAll("claims") List<Claim> claims) {
        var level = WaterLevel.share(total, claims);
        Assume.that(level != WaterLevel.UNLIMITED);

        assertThat(granted(level + 1, claims)).isGreaterThan((double) total);
    }

    @Property(seed = "1876")
    void isUnlimitedExactlyWhenAllClaimsFit(
            @ForAll @LongRange(max = MOST) long total, @ForAll("claims") List<Claim> claims) {
        var wanted = claims.stream().mapToLong(Claim::tokens).sum();

        assertThat(WaterLevel.share(total, claims) == WaterLevel.UNLIMITED).isEqualTo(wanted <= total);
    }

    @Property(seed = "1876")
    void doesNotSinkWhenThereIsMoreToShare(
            @ForAll @LongRange(max = MOST) long total,
            @ForAll @LongRange(max = MOST) long more,
            @ForAll("claims") List<Claim> claims) {
        assertThat(WaterLevel.share(total + more, claims)).isGreaterThanOrEqualTo(WaterLevel.share(total, claims));
    }

    @Property(seed = "1876")
    void doesNotDependOnTheOrderOfClaims(
            @ForAll @LongRange(max = MOST) long total, @ForAll("claims") List<Claim> claims, @ForAll Random random) {
        var shuffled = new ArrayList<>(claims);
        Collections.shuffle(shuffled, random);

        assertThat(WaterLevel.share(total, shuffled)).isEqualTo(WaterLevel.share(total, claims));
    }

    @Property(seed = "1876")
    void doesNotRewardAClaimForAskingMore(
            @ForAll @LongRange(max = MOST) long total, @ForAll("claims") List<Claim> claims) {
        var level = WaterLevel.share(total, claims);
        Assume.that(level != WaterLevel.UNLIMITED);
        var greedy = claims.stream()
                .map(claim -> claim.tokens() > level * claim.weight()
                        ? new Claim(claim.tokens() * 10, claim.weight())
                        : claim)
                .toList();

        assertThat(WaterLevel.share(total, greedy)).isEqualTo(level);
    }

    private static double granted(long level, List<Claim> claims) {
        return claims.stream()
                .mapToDouble(claim -> Math.min((double) claim.tokens(), level * claim.weight()))
                .sum();
    }

    /** Weights are binary fractions, so that sums of them are exact. */
    @Provide
    Arbitrary<List<Claim>> claims() {
        var tokens = Arbitraries.longs().between(0, 250_000);
        var weights = Arbitraries.of(0.25, 0.5, 1.0, 2.0, 5.0);
        return Combinators.combine(tokens, weights).as(Claim::new).list().ofMaxSize(60);
    }
}
