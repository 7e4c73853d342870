package io.plimsoll.budget.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class WaterLevelTest {

    @Test
    void meetsSmallClaimsAndSharesTheRest() {
        assertThat(share(60, 10, 20, 70)).isEqualTo(30);
        assertThat(share(60, 50, 50, 50)).isEqualTo(20);
        assertThat(share(305, 5, 100, 200, 300)).isEqualTo(100);
    }

    @Test
    void isUnlimitedWhenAllClaimsFit() {
        assertThat(share(60, 10, 20, 30)).isEqualTo(WaterLevel.UNLIMITED);
        assertThat(share(0)).isEqualTo(WaterLevel.UNLIMITED);
        assertThat(share(0, 0, 0)).isEqualTo(WaterLevel.UNLIMITED);
    }

    @Test
    void givesTwiceTheWeightTwiceTheShare() {
        assertThat(WaterLevel.share(90, List.of(new Claim(100, 2), new Claim(100, 1))))
                .isEqualTo(30);
    }

    @Test
    void leavesNothingOfNothing() {
        assertThat(share(0, 10)).isZero();
    }

    @Test
    void refusesClaimsThatMakeNoSense() {
        assertThatThrownBy(() -> new Claim(-1, 1)).hasMessage("claim: tokens: -1 (expected: >= 0)");
        assertThatThrownBy(() -> new Claim(1, 0)).hasMessage("claim: weight: 0.0 (expected: > 0 and finite)");
    }

    private static long share(long total, long... claims) {
        return WaterLevel.share(total, LongStream.of(claims).mapToObj(Claim::of).toList());
    }
}
