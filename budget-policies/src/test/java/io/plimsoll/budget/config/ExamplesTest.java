package io.plimsoll.budget.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ExamplesTest {

    @ParameterizedTest
    @MethodSource("examples")
    void everyExampleLoadsAndIsExplained(Path example) throws IOException {
        PolicyFile file = new PolicyFiles(name -> "set by the test").read(example.resolve("config.yaml"));

        assertThat(file.backends()).isNotEmpty();
        assertThat(Files.readString(example.resolve("README.md"))).contains("config.yaml");
    }

    @Test
    void quickstartLeavesMostToDefaults() {
        PolicyFile file = load("quickstart");

        assertThat(file.effectiveListen()).isEqualTo(PolicyFiles.defaults().effectiveListen());
        assertThat(file.policyFor("any", PolicyFile.ANONYMOUS)
                        .effectiveContext()
                        .cap())
                .isEqualTo(new Tokens(65_536));
    }

    @Test
    void sharedGpusTakeSessionsDownUnderPressure() {
        PolicyFile file = load("two-gpus-pressure");

        assertThat(file.backends()).hasSize(2);
        assertThat(file.policyFor("qwen3-coder-30b", PolicyFile.ANONYMOUS).effectivePressure())
                .isEqualTo(new PressureSettings(new Share(0.6), new Share(0.9)));
    }

    @Test
    void tenantsHaveKeysWeightsAndPoliciesOfTheirOwn() {
        PolicyFile file = load("tenants");

        assertThat(file.tenantOf("sk-research-example")).map(TenantEntry::name).contains("research");
        assertThat(file.tenantOf("sk-batch-example")).map(TenantEntry::name).contains("batch");
        assertThat(file.isAdminKey("sk-admin-example")).isTrue();
        assertThat(file.policyFor("any", "batch").effectiveWhenOver()).isEqualTo(WhenOver.QUEUE);
        assertThat(file.policyFor("any", "research").effectiveWhenOver()).isEqualTo(WhenOver.RECALL);
    }

    @Test
    void shadowChangesNothingForAnyone() {
        PolicyFile file = load("shadow");

        assertThat(file.policies()).isNotEmpty();
        assertThat(file.policyFor("any", PolicyFile.ANONYMOUS).effectiveMode()).isEqualTo(PolicyMode.SHADOW);
    }

    private static PolicyFile load(String example) {
        return new PolicyFiles(name -> "set by the test")
                .read(RepositoryRoot.resolve("examples").resolve(example).resolve("config.yaml"));
    }

    private static List<Path> examples() throws IOException {
        try (Stream<Path> folders = Files.list(RepositoryRoot.resolve("examples"))) {
            return folders.filter(Files::isDirectory).sorted().toList();
        }
    }
}
