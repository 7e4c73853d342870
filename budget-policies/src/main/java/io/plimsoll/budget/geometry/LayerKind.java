package io.plimsoll.budget.geometry;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a layer does with the context, as {@code config.json} names it. */
enum LayerKind {
    FULL("full_attention", "attention", "global_attention"),
    SLIDING("sliding_attention", "local_attention"),
    CHUNKED("chunked_attention"),
    RECURRENT("linear_attention", "mamba", "mamba2"),
    /** Layers that only transform, which some hybrids count among their layers. */
    STATELESS("mlp", "moe");

    @SuppressWarnings("ImmutableEnumChecker") // List.of makes it immutable; its type cannot say so.
    private final List<String> names;

    LayerKind(String... names) {
        this.names = List.of(names);
    }

    static Optional<LayerKind> find(String name) {
        return Arrays.stream(values()).filter(kind -> kind.names.contains(name)).findFirst();
    }

    static String allNames() {
        return Arrays.stream(values()).flatMap(kind -> kind.names.stream()).collect(Collectors.joining(", "));
    }
}
