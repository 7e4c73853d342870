package io.plimsoll.gateway.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.plimsoll.budget.config.ContextSettings;
import io.plimsoll.budget.config.PolicyEntry;
import io.plimsoll.budget.config.PolicyFile;
import io.plimsoll.budget.config.PolicyFiles;
import io.plimsoll.budget.config.Tokens;
import org.junit.jupiter.api.Test;

class ReplayOptionsTest {

    private static final Tokens CAP = new Tokens(4096);

    private static PolicyFile policy(String yaml) {
        return PolicyFiles.ofProcess().parse(yaml, "test");
    }

    @Test
    void keepsTheLinesOfThePolicyFileWithoutACap() {
        PolicyFile file = policy("policies: [{ name: own, context: { cap: 64k, floor: 8k } }]");

        ContextSettings replayed = new ReplayOptions(file, null, 1)
                .effectivePolicy()
                .policyFor("m", "anonymous")
                .effectiveContext();

        assertThat(replayed.cap()).isEqualTo(new Tokens(65_536));
        assertThat(replayed.floor()).isEqualTo(new Tokens(8_192));
    }

    @Test
    void doesNothingInGapsThatAReplayDoesNotLeave() {
        PolicyFile replayed = new ReplayOptions(PolicyFiles.defaults(), null, 1).effectivePolicy();

        assertThat(replayed.policyFor("m", "anonymous")
                        .effectiveContext()
                        .effectiveCuts()
                        .effectiveAhead())
                .isFalse();
    }

    @Test
    void capsEveryPolicyAndSessionsThatNoneMatches() {
        PolicyFile file = policy("""
                policies:
                  - { name: own, match: { models: [m] }, context: { cap: 64k, low-water: 40% }, when-over: trim }
                """);

        PolicyFile capped = new ReplayOptions(file, CAP, 1).effectivePolicy();

        PolicyEntry own = capped.policyFor("m", "anonymous");
        assertThat(own.effectiveContext().cap()).isEqualTo(CAP);
        assertThat(own.effectiveContext().effectiveLowWater().fraction()).isEqualTo(.4);
        assertThat(own.whenOver()).isEqualTo(file.policies().getFirst().whenOver());
        assertThat(capped.policyFor("other", "anonymous").effectiveContext().cap())
                .isEqualTo(CAP);
    }

    @Test
    void lowersAFloorThatIsAboveTheCap() {
        PolicyFile file = policy("policies: [{ name: own, context: { cap: 64k, floor: 8k } }]");

        assertThat(new ReplayOptions(file, CAP, 1)
                        .effectivePolicy()
                        .policyFor("m", "anonymous")
                        .effectiveContext()
                        .floor())
                .isEqualTo(CAP);
    }

    @Test
    void refusesToReplayNoTurn() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ReplayOptions(PolicyFiles.defaults(), null, 0))
                .withMessage("replay: turns: 0 (expected: >= 1)");
    }
}
