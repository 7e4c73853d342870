package io.plimsoll.gateway.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.gateway.docs.DialectFeature.Pair;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DialectsPageTest {

    private static final String PAGE = "docs/reference/dialects.md";

    @Test
    void committedPageListsWhatIsProven() throws Exception {
        Path page = Repository.resolve(PAGE);
        if (Boolean.getBoolean("plimsoll.writeDocs")) {
            Files.writeString(page, page());
        }

        assertThat(page)
                .as("write it anew with -Dtest=DialectsPageTest -Dplimsoll.writeDocs=true")
                .hasContent(page());
    }

    @ParameterizedTest
    @EnumSource
    void everyRowNamesAProofThatExists(DialectFeature feature) throws Exception {
        assertThat(feature.proofs().tests().size() + feature.proofs().cases().size())
                .isPositive();
        for (String test : feature.proofs().tests()) {
            String[] parts = test.split("#", -1);
            Class<?> type = Class.forName("io.plimsoll.gateway." + parts[0]);

            assertThat(type.getDeclaredMethods())
                    .filteredOn(DialectsPageTest::isTest)
                    .extracting(Method::getName)
                    .contains(parts[1]);
        }
        for (String one : feature.proofs().cases()) {
            String folder = feature.pair() == Pair.MESSAGES_OVER_CHAT ? "messages" : "responses";

            assertThat(DialectsPageTest.class.getResource("/translate/" + folder + "/" + one))
                    .as(one)
                    .isNotNull();
        }
    }

    private static boolean isTest(Method method) {
        return Arrays.stream(method.getAnnotations())
                .map(annotation -> annotation.annotationType().getSimpleName())
                .anyMatch(name -> name.equals("Test") || name.equals("ParameterizedTest") || name.equals("Property"));
    }

    private static String page() {
        return """
                # Dialects

                <!-- Generated from a table of tests. Do not edit:
                     mvn -pl gateway -am test -Dtest=DialectsPageTest -Dsurefire.failIfNoSpecifiedTests=false -Dplimsoll.writeDocs=true -->

                A client speaks the dialect that it speaks: chat completions, `/v1/messages` or `/v1/responses`. An engine that
                speaks it too gets the client's own bytes. For one that only speaks chat completions the request, the answer, the
                stream and the errors are translated; what chat completions have no word for is refused with a 400 that names
                the field, and nothing is left out that would change the answer's meaning. Every row has a test.

                %s""".formatted(
                Arrays.stream(Pair.values()).map(DialectsPageTest::section).collect(Collectors.joining("\n")));
    }

    private static String section(Pair pair) {
        return """
                ## %s

                | feature | outcome | how |
                |---|---|---|
                %s
                """.formatted(
                        pair.title(),
                        Arrays.stream(DialectFeature.values())
                                .filter(feature -> feature.pair() == pair)
                                .map(DialectFeature::line)
                                .collect(Collectors.joining("\n")));
    }
}
