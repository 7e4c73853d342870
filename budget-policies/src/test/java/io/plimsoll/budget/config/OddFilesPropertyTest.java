package io.plimsoll.budget.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import tools.jackson.databind.JsonNode;

/** Whatever a file holds, it is read or refused with problems: nothing else comes out of the reader. */
class OddFilesPropertyTest {

    private static final List<String> ODD_VALUES = List.of("""
            null;true;1;-1;1.0;1.5;1e3;1e400;99999999999999999999;.inf;.nan;0x10;"";" ";x;2026-01-01;"${";"http://";"a\\0b";\
            !!binary aGk=;!custom x;[];{};[[]];[null];[{}];[1];[a, a];{ a: b };{ 1: 2 };[[[[[[[[[[[[""".split(";"));

    private static final String[] YAML_PIECES =
            "listen;port;policies;name;: ;:; ;\n;\n  ;- ;{;};[;];*;&a ;*a;<<;\";';|;>;!;!!set;%;@;`;---;...;#;,;? ;\t;64k;\0;\\"
                    .split(";");

    private final PolicyFiles files = new PolicyFiles(name -> null);

    @Example
    void everyKeyTakesOrRefusesEveryOddValue() {
        List<String> surprises = new ArrayList<>();
        List<String> refused = new ArrayList<>();
        List<String> shells = filesWithOneKey(PolicySchema.tree());
        for (String shell : shells) {
            for (String value : ODD_VALUES) {
                surprise(shell.replace("VALUE", value), refused).ifPresent(surprises::add);
            }
        }

        assertThat(surprises).isEmpty();
        assertThat(refused)
                .as("no key takes [[]]")
                .containsAll(shells.stream()
                        .map(shell -> shell.replace("VALUE", "[[]]"))
                        .toList());
    }

    @Property(seed = "20261125", tries = 300)
    void anyTextIsReadOrRefused(@ForAll("almostYaml") String yaml) {
        assertThat(surprise(yaml, new ArrayList<>())).isEmpty();
    }

    @Provide
    Arbitrary<String> almostYaml() {
        return Arbitraries.of(YAML_PIECES).list().ofMaxSize(14).map(pieces -> String.join("", pieces));
    }

    /** What else than reading or refusing happens to a text. */
    private Optional<String> surprise(String yaml, List<String> refused) {
        try {
            files.parse(yaml, "odd.yaml");
            return Optional.empty();
        } catch (PolicyFileException e) {
            refused.add(yaml);
            return e.problems().isEmpty() ? Optional.of(yaml + " is refused without a reason") : Optional.empty();
        } catch (RuntimeException e) {
            return Optional.of(yaml + " gives " + e);
        }
    }

    /** A file for each key of the schema that holds it alone, beside what its entry requires. */
    private static List<String> filesWithOneKey(JsonNode rules) {
        List<String> shells = new ArrayList<>();
        rules.get("properties").properties().forEach(property -> {
            String key = property.getKey();
            JsonNode own = property.getValue();
            String shell = "{ " + requiredBeside(key, rules) + key + ": VALUE }";
            shells.add(shell);
            JsonNode mapping = own.has("items") ? own.get("items") : own;
            if (mapping.has("properties")) {
                for (String inner : filesWithOneKey(mapping)) {
                    shells.add(shell.replace("VALUE", own.has("items") ? "[" + inner + "]" : inner));
                }
            }
        });
        return shells;
    }

    private static String requiredBeside(String key, JsonNode rules) {
        StringBuilder others = new StringBuilder();
        rules.path("required").forEach(name -> {
            if (!name.asString().equals(key)) {
                others.append(
                        switch (name.asString()) {
                            case "url" -> "url: \"http://gpu:8000\", ";
                            case "key-sha256" ->
                                "key-sha256: " + KeySha256.of("k").hex() + ", ";
                            default -> name.asString() + ": x, ";
                        });
            }
        });
        return others.toString();
    }
}
