package io.plimsoll.compression.constraints;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class InstructionDetectorPropertyTest {

    private static final InstructionDetector DETECTOR = InstructionDetector.standard();

    @Property(tries = 300)
    void everyInstructionIsSliceOfMessageInItsOrder(@ForAll("messages") String message) {
        int from = 0;
        for (Instruction instruction : DETECTOR.in(message)) {
            int at = message.indexOf(instruction.text(), from);
            assertThat(at).as(instruction.text()).isGreaterThanOrEqualTo(from);
            from = at + instruction.text().length();
        }
    }

    @Property(tries = 100)
    void sameMessageGivesSameInstructions(@ForAll("messages") String message) {
        assertThat(DETECTOR.in(message))
                .isEqualTo(InstructionDetector.standard().in(message));
    }

    @Property(tries = 100)
    void anyTextIsRead(@ForAll String message) {
        assertThat(DETECTOR.in(message)).doesNotContainNull();
    }

    @Provide
    Arbitrary<String> messages() {
        return Arbitraries.of(
                        "Never touch a.txt.",
                        "The weather is fine.",
                        "- always run the tests",
                        "From now on",
                        "rules:",
                        "\n",
                        "\n\n",
                        " ",
                        "Is it done?",
                        "(do not",
                        "\"must\"",
                        "```\n",
                        "<system-reminder>",
                        "</system-reminder>",
                        "e.g. no",
                        "1. 5,000 at most!")
                .list()
                .ofMaxSize(30)
                .map(parts -> String.join(" ", parts));
    }
}
