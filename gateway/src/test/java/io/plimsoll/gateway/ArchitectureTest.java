package io.plimsoll.gateway;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.plimsoll.budget.ledger.KvLedger;
import io.plimsoll.budget.ledger.Reservation;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What may depend on what. */
class ArchitectureTest {

    private static final JavaClasses PRODUCT = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.plimsoll");

    @Test
    void aModuleDependsOnlyToItsLeft() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("budget")
                .definedBy("io.plimsoll.budget..")
                .layer("compression")
                .definedBy("io.plimsoll.compression..")
                .layer("retrieval")
                .definedBy("io.plimsoll.retrieval..")
                .layer("backends")
                .definedBy("io.plimsoll.backends..")
                .layer("gateway")
                .definedBy("io.plimsoll.gateway..")
                .whereLayer("budget")
                .mayOnlyBeAccessedByLayers("compression", "retrieval", "backends", "gateway")
                .whereLayer("compression")
                .mayOnlyBeAccessedByLayers("gateway")
                .whereLayer("retrieval")
                .mayOnlyBeAccessedByLayers("gateway")
                .whereLayer("backends")
                .mayOnlyBeAccessedByLayers("gateway")
                .whereLayer("gateway")
                .mayNotBeAccessedByAnyLayer()
                .because("the middle three never see each other, and the domain sees none of them")
                .check(PRODUCT);
    }

    @Test
    void theDomainKnowsNeitherSocketsNorIndexesNorMeters() {
        noClasses()
                .that()
                .resideInAPackage("io.plimsoll.budget..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.vertx..", "io.netty..", "org.apache.lucene..", "io.micrometer..")
                .because("its tests need no meters, loops or disks")
                .check(PRODUCT);
    }

    @Test
    void onlyTheGatewayMeters() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.plimsoll.gateway..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.micrometer..")
                .because("modules have listeners, which gateway.metrics turns into meters")
                .check(PRODUCT);
    }

    @Test
    void thePipelineIsNoPartOfTheCommandLine() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        "io.plimsoll.gateway.pipeline..", "io.plimsoll.gateway.surface..", "io.plimsoll.gateway.http..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.plimsoll.gateway.cli..", "io.plimsoll.gateway.admin..")
                .because("requests are served the same however the gateway was started")
                .check(PRODUCT);
    }

    @Test
    void theEdgeKnowsNothingOfModels() {
        noClasses()
                .that()
                .resideInAPackage("io.plimsoll.gateway.http..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.plimsoll.budget..",
                        "io.plimsoll.compression..",
                        "io.plimsoll.retrieval..",
                        "io.plimsoll.backends..",
                        "io.plimsoll.gateway.surface..",
                        "io.plimsoll.gateway.session..",
                        "io.plimsoll.gateway.pipeline..")
                .because("it moves bytes")
                .check(PRODUCT);
    }

    @Test
    void theLedgerIsWrittenInOnePlace() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.plimsoll.budget.ledger..")
                .and()
                .doNotHaveFullyQualifiedName("io.plimsoll.gateway.pipeline.Berth")
                .should()
                .callMethodWhere(describe("it writes the ledger", ArchitectureTest::writesTheLedger))
                .because("every reservation is given back by the class that made it")
                .check(PRODUCT);
    }

    @Test
    void thePackagesOfTheGatewayHaveNoCycles() {
        slices().matching("io.plimsoll.gateway.(*)..").should().beFreeOfCycles().check(PRODUCT);
    }

    private static boolean writesTheLedger(JavaCall<?> call) {
        String owner = call.getTargetOwner().getFullName();
        String method = call.getName();
        return (owner.equals(KvLedger.class.getName())
                        && Set.of("reserve", "tryReserve").contains(method))
                || (owner.equals(Reservation.class.getName())
                        && Set.of("settle", "release").contains(method));
    }
}
