package io.plimsoll.budget.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class GlobPropertyTest {

    @Example
    void matchesWholeNamesWithCase() {
        assertThat(new Glob("qwen*").matches("qwen3-coder")).isTrue();
        assertThat(new Glob("*/qwen?").matches("hub/org/qwen3")).isTrue();
        assertThat(new Glob("qwen").matches("qwen3")).isFalse();
        assertThat(new Glob("qwen*").matches("Qwen3")).isFalse();
        assertThat(new Glob("a.c").matches("abc")).isFalse();
        assertThat(Glob.ANY.matches("")).isTrue();
        assertThat(new Glob("a?").isLiteral()).isFalse();
        assertThat(new Glob("a.b").isLiteral()).isTrue();
    }

    /** The same pattern as a regular expression is the oracle. */
    @Property(seed = "20261125")
    void matchesAsItsRegularExpressionDoes(@ForAll("patterns") String pattern, @ForAll("names") String name) {
        String expression = pattern.replace(".", "\\.").replace("*", ".*").replace("?", ".");

        assertThat(new Glob(pattern).matches(name)).isEqualTo(Pattern.matches(expression, name));
    }

    @Provide
    Arbitrary<String> patterns() {
        return Arbitraries.strings().withChars("ab.*?").ofMinLength(1).ofMaxLength(8);
    }

    @Provide
    Arbitrary<String> names() {
        return Arbitraries.strings().withChars("ab.").ofMaxLength(10);
    }
}
