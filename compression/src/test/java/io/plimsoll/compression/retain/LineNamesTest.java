package io.plimsoll.compression.retain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LineNamesTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            see src/main/Gateway.java for that      | src/main/Gateway.java
            take ../lib/x.js and ~/notes/todo       | ../lib/x.js, ~/notes/todo
            open README.md, then pom.xml            | README.md, pom.xml
            return userName + MAX_SIZE + a1b2c      | userName, MAX_SIZE, a1b2c
            the quick brown fox jumps over it       | ``
            colour: #ff8800;                        | #ff8800
            id 12345 of 987                         | 12345
            at 2026-11-25T10:00                     | 2026-11-25T10
            path.join(rootFolder)                   | path.join, rootFolder
            a.b.c.d.e.f                             | ``
            größenFaktor_x                          | größenFaktor_x
            """)
    void findsWhatNobodyCouldGuess(String line, String names) {
        List<String> expected = names.isEmpty() ? List.of() : List.of(names.split(", "));

        assertThat(LineNames.of(line, "").weights().keySet()).containsExactlyElementsOf(expected);
    }

    @Test
    void weighsMembersAndNumbersLessThanFiles() {
        var weights = LineNames.of("theme.dim notes.md 4711", "").weights();

        assertThat(weights)
                .containsEntry("theme.dim", LineNames.MINOR)
                .containsEntry("4711", LineNames.MINOR)
                .containsEntry("notes.md", LineNames.TELLING);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            export async function loadAll(paths) {         | loadAll
            export default class Theme extends Base {      | Theme
            def _read(self, path: str) -> bytes:           | _read
            pub(crate) fn cut(view: &View) -> Cut {        | cut
            pub fn cut(view: &View) -> Cut {               | cut
            type Config struct {                           | Config
            export const LIMIT = 3;                        | LIMIT
            private static int tokensOf(String line) {     | tokensOf
            render(width: number): string[] {              | render
            12: interface Pair<A, B> {                     | Pair
            function* walk(node) {                         | walk
            """)
    void seesWhatALineDefines(String line, String name) {
        LineNames names = LineNames.of(line, "a.x");

        assertThat(names.isDefinition()).as(line).isTrue();
        assertThat(names.weights()).containsKey("def " + name + "\na.x");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            const local = 3;
            if (isOver(line)) {
            foo.bar(x, () => {
            const y = call(x) {
            return new Cut(view) {
            # Heading
            export
            """)
    void takesNothingElseForADefinition(String line) {
        assertThat(LineNames.of(line, "a.x").isDefinition()).as(line).isFalse();
    }

    @Test
    void anImportedPathHoldsInItsFileAlone() {
        var here = LineNames.of("import { a } from \"./util.js\";", "src/a.ts").weights();
        var there = LineNames.of("import { a } from \"./util.js\";", "lib/b.ts").weights();

        assertThat(here.keySet())
                .hasSize(1)
                .allMatch(LineNames::isQualified)
                .doesNotContainAnyElementsOf(there.keySet());
        assertThat(LineNames.of("see ./util.js", "src/a.ts").weights().keySet())
                .containsExactly("./util.js")
                .noneMatch(LineNames::isQualified);
    }

    @Test
    void readsAHostileLineOnce() {
        String five = "aA1_./-(".repeat(5_000_000 / 8);

        assertThat(LineNames.of(five, "").weights()).isEmpty();
        assertThat(LineNames.of("(".repeat(5_000_000) + " userName", "").weights())
                .containsKey("userName");
        assertThat(LineNames.of("export ".repeat(700_000), "").isDefinition()).isFalse();
    }
}
