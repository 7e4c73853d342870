package io.plimsoll.budget.config;

import io.plimsoll.budget.geometry.KvDtype;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the operator knows about a model and its backend does not tell.
 *
 * @param name as the backend lists it
 * @param config its Hugging Face {@code config.json}
 * @param tokenizer its vocabulary
 * @param chatTemplate its Jinja chat template
 * @param kvDtype how its KV cache is stored, where the engine was told so; absent where it follows the checkpoint
 * @param tensorParallel ranks that share each layer, at least 1
 * @param pipelineParallel ranks that share the layers, at least 1
 * @param window tokens of prompt and output together
 * @param aliases other names that clients use for it
 */
public record ModelEntry(
        String name,
        @Nullable Path config,
        @Nullable TokenizerSource tokenizer,
        @Nullable Path chatTemplate,
        @Nullable KvDtype kvDtype,
        @Nullable Integer tensorParallel,
        @Nullable Integer pipelineParallel,
        @Nullable Tokens window,
        @Nullable List<String> aliases) {

    public ModelEntry {
        new Rules()
                .rule(!name.isBlank(), "name", name, "a name")
                .rule(
                        tensorParallel == null || tensorParallel >= 1,
                        "tensor-parallel",
                        String.valueOf(tensorParallel),
                        ">= 1")
                .rule(
                        pipelineParallel == null || pipelineParallel >= 1,
                        "pipeline-parallel",
                        String.valueOf(pipelineParallel),
                        ">= 1")
                .check();
        aliases = aliases != null ? List.copyOf(aliases) : null;
    }

    public int effectiveTensorParallel() {
        return tensorParallel != null ? tensorParallel : 1;
    }

    public int effectivePipelineParallel() {
        return pipelineParallel != null ? pipelineParallel : 1;
    }

    public List<String> effectiveAliases() {
        return aliases != null ? aliases : List.of();
    }

    /** Whether clients may mean this model by {@code requested}. */
    public boolean isCalled(String requested) {
        return name.equals(requested) || effectiveAliases().contains(requested);
    }
}
