package io.plimsoll.compression.constraints;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class InstructionDetectorPropertyTest {

    private static final InstructionDetector DETECTOR = InstructionDetector.standard();

    @Property(tries = 500, seed = "17")
    void everyInstructionIsASliceInItsOrder(@ForAll("messages") String message) {
        int behind = 0;
        for (Instruction instruction : DETECTOR.in(message)) {
            int at = message.indexOf(instruction.text(), behind);
            assertThat(at).isGreaterThanOrEqualTo(behind);
            behind = at + instruction.text().length();
        }
    }

    @Property(tries = 300, seed = "18")
    void equalMessagesGiveEqualInstructions(@ForAll("messages") String message) {
        assertThat(InstructionDetector.standard().in(message)).isEqualTo(DETECTOR.in(message));
    }

    @Property(tries = 300, seed = "20")
    void ledgerHoldsEachTextOnce(@ForAll("messages") String message) {
        List<Instruction> once = DETECTOR.in(message);

        List<Instruction> twice = Stream.concat(once.stream(), once.stream()).toList();

        assertThat(ConstraintLedger.of(twice).instructions())
                .isEqualTo(ConstraintLedger.of(once).instructions())
                .doesNotHaveDuplicates();
    }

    @Provide
    Arbitrary<String> messages() {
        return Arbitraries.of(
                        "Never touch it.",
                        "Use 4 spaces",
                        "- keep it\n",
                        "\n",
                        "\n\n",
                        " ",
                        "Rules:\n",
                        "1. no tabs\n",
                        "(see ",
                        ")",
                        "\"",
                        "ok. ",
                        "I prefer tabs, not spaces. ",
                        "```\n",
                        "<system-reminder>",
                        "</system-reminder>",
                        "hello world ",
                        "Dr. ",
                        "until # 5 ",
                        "…",
                        "必须",
                        "?",
                        "\ud83d\ude00",
                        "from now on. ",
                        "ERROR x\n")
                .list()
                .ofMaxSize(30)
                .map(parts -> String.join("", parts));
    }
}
