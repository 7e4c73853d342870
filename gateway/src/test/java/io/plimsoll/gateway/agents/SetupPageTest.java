package io.plimsoll.gateway.agents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.json.JsonMapper;

class SetupPageTest {

    @ParameterizedTest
    @EnumSource
    void everyAgentHasAPageThatLeadsItToTheGatewayAndTheModel(Agent agent) {
        SetupPage page = SetupPage.of(agent, 4711, "some-model");

        assertThat(page.text()).contains("http://127.0.0.1:4711", "some-model");
        assertThat(page.command().getFirst()).isEqualTo(agent.command());
    }

    @ParameterizedTest
    @EnumSource
    void everyPageNamesTheVersionThatIsTested(Agent agent) {
        String version = JsonMapper.shared()
                .readTree(SetupPage.inRepository(".ci/agents/package.json"))
                .path("dependencies")
                .path(agent.npmPackage())
                .asString();

        assertThat(SetupPage.of(agent, 4711, "some-model").text()).contains("version " + version + " ");
    }

    @Test
    void theShellBlockIsReadAsEnvironmentAndCommand() {
        SetupPage page = SetupPage.filledIn("""
                ```json
                {}
                ```

                ```sh
                export BASE=http://127.0.0.1:8080/v1 KEY=none
                agent --model qwen3-coder-30b
                ```
                """, 4711, "m");

        assertThat(page.environment())
                .containsOnly(Map.entry("BASE", "http://127.0.0.1:4711/v1"), Map.entry("KEY", "none"));
        assertThat(page.command()).containsExactly("agent", "--model", "m");
        assertThat(page.block("json")).isEqualTo("{}\n");
    }

    @Test
    void aPageThatNamesAnotherGatewayIsNoSetUp() {
        assertThatThrownBy(() -> SetupPage.filledIn("http://example.com qwen3-coder-30b", 4711, "m"))
                .hasMessageContaining("http://127.0.0.1:8080");
    }
}
