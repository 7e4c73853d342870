package io.plimsoll.bench.cuts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LiteralsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a path              | {\"path\":\"src/main/Hull.java\"}          | src/main/Hull.java",
                "a file              | {\"command\":\"cat Hull.java\"}            | Hull.java",
                "a shaped name       | {\"q\":\"grep maxDraught now\"}            | maxDraught",
                "an id with digits   | {\"id\":\"HX4K21\"}                        | HX4K21",
                "a number            | {\"user\":{\"zip\":48213}}                 | 48213",
                "a date              | {\"on\":\"2026-11-25 then\"}               | 2026-11-25",
                "a quoted string     | {\"command\":\"grep 'load line' x\"}       | load line",
                "text that is no JSON| see src/main/Hull.java                     | src/main/Hull.java",
            })
    void findsWhatNoAgentMakesUp(String what, String arguments, String literal) {
        assertThat(Literals.in(arguments)).as(what).containsExactly(literal);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "plain words   | {\"command\":\"make everything\"}",
                "short numbers | {\"limit\":100}",
                "names of keys | {\"some_key\":\"x\"}",
                "truth         | {\"recursive\":true}",
            })
    void leavesOutWhatAnAgentSaysByItself(String what, String arguments) {
        assertThat(Literals.in(arguments)).as(what).isEmpty();
    }
}
