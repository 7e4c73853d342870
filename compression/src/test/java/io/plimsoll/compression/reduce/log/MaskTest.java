package io.plimsoll.compression.reduce.log;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaskTest {

    @ParameterizedTest
    @CsvSource({
        "locally, locally",
        "12, <*>",
        "10.0.0.7:5432, <*>",
        "2026-11-25, <*>",
        "rdd_2_1, <*>",
        "(TID, (TID",
        "17), <*>)",
        "uid=0, uid=<*>",
        "0xdeadbeef, <*>",
        "a/b7/c, a/<*>/c",
        "HWID=1973), HWID=<*>)",
        "[1/20], [<*>]"
    })
    void replacesWhatLooksLikeIt(String word, String masked) {
        assertThat(Mask.of(word)).isEqualTo(masked);
    }
}
