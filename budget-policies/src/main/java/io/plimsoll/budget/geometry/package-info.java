/**
 * What one sequence costs in KV memory: how a model's layers keep keys, values and state, how an engine lays them out over
 * its ranks, and the bytes and blocks that follow.
 *
 * <p>Starting points: {@link io.plimsoll.budget.geometry.HuggingFaceConfig} reads a model's {@code config.json},
 * {@link io.plimsoll.budget.geometry.ModelCards} knows common models by name, and both make a
 * {@link io.plimsoll.budget.geometry.KvGeometry}. The arithmetic is vLLM's own ({@code vllm/v1/kv_cache_interface.py},
 * {@code vllm/v1/core/kv_cache_utils.py}). Everything here is immutable and pure.
 */
@NullMarked
package io.plimsoll.budget.geometry;

import org.jspecify.annotations.NullMarked;
