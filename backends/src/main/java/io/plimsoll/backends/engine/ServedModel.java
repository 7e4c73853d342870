package io.plimsoll.backends.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A model as a server lists it.
 *
 * @param id the name to ask for
 * @param windowTokens most tokens that one session may hold, prompt and answer; {@code null} where the server does not say
 * @param aliases other names that the server answers to; may be empty
 * @param root where the server loaded it from, a path or a model hub's id; {@code null} where the server does not say
 * @param json the entry of {@code /v1/models}, verbatim as a JSON object
 */
public record ServedModel(
        String id,
        @Nullable Integer windowTokens,
        List<String> aliases,
        @Nullable String root,
        String json) {

    public ServedModel {
        aliases = List.copyOf(aliases);
    }

    /** Whether the server knows this model by {@code name}. */
    public boolean isCalled(String name) {
        return id.equals(name) || aliases.contains(name);
    }
}
