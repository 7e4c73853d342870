package io.plimsoll.budget.geometry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KvDtypeTest {

    @ParameterizedTest
    @CsvSource({
        "FP16, 2",
        "BF16, 2",
        "FP8, 1",
        "INT8_PER_TOKEN_HEAD, 1.03125",
        "FP8_PER_TOKEN_HEAD, 1.03125",
        "NVFP4, 0.5625",
        "Q8_0, 1.0625",
        "Q4_0, 0.5625"
    })
    void storesAnElementOfAHeadOf128InItsPublishedSize(KvDtype dtype, double bytesPerElement) {
        assertThat(dtype.vectorBytes(128)).isEqualTo(Math.round(128 * bytesPerElement));
    }

    @Test
    void roundsAHeadUpToWholeGroupsOfElements() {
        assertThat(KvDtype.Q8_0.vectorBytes(80)).isEqualTo(3 * 34);
    }

    @Test
    void storesADeepSeekLatentIn656Bytes() {
        assertThat(KvDtype.FP8_DS_MLA.latentBytes(512, 64)).isEqualTo(656);
    }

    @Test
    void refusesDeepSeeksLayoutForSeparateHeads() {
        assertThatThrownBy(() -> KvDtype.FP8_DS_MLA.vectorBytes(128))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("fp8_ds_mla");
    }

    @ParameterizedTest
    @CsvSource({"fp8_e4m3, FP8", "bfloat16, BF16", "f16, FP16", "FP8, FP8", "q4_0, Q4_0", "fp8_ds_mla, FP8_DS_MLA"})
    void knowsTheNamesThatEnginesUse(String name, KvDtype dtype) {
        assertThat(KvDtype.find(name)).contains(dtype);
    }

    @Test
    void leavesAutoToTheCheckpoint() {
        assertThat(KvDtype.find("auto")).isEmpty();
    }
}
