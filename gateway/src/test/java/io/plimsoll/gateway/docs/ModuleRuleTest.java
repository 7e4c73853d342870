package io.plimsoll.gateway.docs;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A module depends only on those to its left; the middle three never see each other. */
class ModuleRuleTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.plimsoll");

    @ParameterizedTest
    @CsvSource({
        "budget, compression retrieval backends gateway",
        "compression, retrieval backends gateway",
        "retrieval, compression backends gateway",
        "backends, compression retrieval gateway",
    })
    void dependsOnlyToItsLeft(String module, String others) {
        String[] packages = others.replaceAll("(\\S+)", "io.plimsoll.$1..").split(" ");

        noClasses()
                .that()
                .resideInAPackage("io.plimsoll." + module + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(packages)
                .check(CLASSES);
    }

    @ParameterizedTest
    @CsvSource({"io.vertx..", "org.apache.lucene..", "io.micrometer.."})
    void theDomainKnowsNoServer(String library) {
        noClasses()
                .that()
                .resideInAnyPackage("io.plimsoll.budget..", "io.plimsoll.compression..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .check(CLASSES);
    }
}
