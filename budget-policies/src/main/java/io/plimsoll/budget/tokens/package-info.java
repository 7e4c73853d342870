/**
 * Exact token counts for the served model: its own tokenizer, its own chat template, corrected by what the engine
 * reports.
 *
 * <p>Starting points: {@link io.plimsoll.budget.tokens.TextTokenizer} counts plain text,
 * {@link io.plimsoll.budget.tokens.PromptCounter} counts messages as the chat template writes them.
 */
@NullMarked
package io.plimsoll.budget.tokens;

import org.jspecify.annotations.NullMarked;
