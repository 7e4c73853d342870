package io.plimsoll.backends;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.backends.engine.EngineCapabilities;
import io.plimsoll.backends.engine.EngineCapabilities.CachedTokens;
import io.plimsoll.backends.engine.EngineCapabilities.UnknownModel;
import io.plimsoll.backends.engine.EngineFacts;
import io.plimsoll.backends.engine.EngineKind;
import io.plimsoll.backends.engine.ServedModel;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ModelsListingTest {

    @Test
    void addsTheWindowUnderEveryNameAndKeepsTheRest() {
        var listing = listing(BudgetedWindow.UNCHANGED, TestFleet.model("a", 4096));

        assertThat(listing.json())
                .isEqualTo("{\"object\":\"list\",\"data\":[{\"id\":\"a\",\"object\":\"model\",\"own\":1,"
                        + "\"max_model_len\":4096,\"context_length\":4096,\"max_input_tokens\":4096}]}");
    }

    @Test
    void mergesModelOfSeveralBackendsUnderTheSmallestWindow() {
        var listing = listing(
                BudgetedWindow.UNCHANGED,
                TestFleet.model("a", null),
                TestFleet.model("a", 8192),
                TestFleet.model("b", 100),
                TestFleet.model("a", 4096));

        assertThat(listing.models()).extracting(ModelsListing.Model::id).containsExactly("a", "b");
        assertThat(listing.models().getFirst().windowTokens()).hasValue(4096);
    }

    @Test
    void policysWindowLowersWhatTheBackendPromises() {
        var own = new ServedModel(
                "a", 8192, List.of(), null, "{\"id\":\"a\",\"max_model_len\":8192,\"context_length\":512}");

        var listing = listing((model, engine) -> OptionalInt.of(1024), own);

        assertThat(listing.json())
                .contains("\"max_model_len\":1024", "\"context_length\":512", "\"max_input_tokens\":1024");
    }

    @Test
    void policysWindowMayBeLargerThanTheBackends() {
        var own = new ServedModel(
                "a", 8192, List.of(), null, "{\"id\":\"a\",\"max_model_len\":8192,\"context_length\":512}");

        var listing = listing((model, engine) -> OptionalInt.of(1 << 20), own);

        assertThat(listing.json())
                .contains("\"max_model_len\":1048576", "\"context_length\":1048576", "\"max_input_tokens\":1048576");
    }

    @Test
    void saysNothingAboutWindowThatNobodyKnows() {
        assertThat(listing(BudgetedWindow.UNCHANGED, TestFleet.model("a", null)).json())
                .doesNotContain("max_model_len");
    }

    @Test
    void listsModelsOfFailingBackendAndNoneOfUnknownOne() {
        try (var fleet = new TestFleet("up", "down", "new")) {
            fleet.serves("up", EngineKind.VLLM, "a")
                    .serves("down", EngineKind.VLLM, "b")
                    .fails("down");

            var models =
                    fleet.backends().modelsListing(BudgetedWindow.UNCHANGED).models();

            assertThat(models).extracting(ModelsListing.Model::id).containsExactly("a", "b");
        }
    }

    private static ModelsListing listing(BudgetedWindow budgeted, ServedModel... models) {
        var capabilities = new EngineCapabilities(true, true, CachedTokens.ALWAYS, UnknownModel.REFUSED, true);
        return ModelsListing.of(
                Stream.of(models)
                        .map(model -> new BackendStatus(
                                new BackendState.Healthy(),
                                EngineKind.VLLM,
                                new EngineFacts(null, List.of(model), null, null, capabilities),
                                null))
                        .toList(),
                budgeted);
    }
}
