/**
 * The policy file: what an operator writes in YAML, as records that mirror it one to one. A key that is absent in the
 * file is null in the record, and {@code effectiveX()} gives the default that holds then. Everything wrong with a file is
 * reported in one {@link io.plimsoll.budget.config.PolicyFileException}; {@code plimsoll.schema.json} beside the classes
 * describes the same keys to editors.
 *
 * <p>Starting points: {@link io.plimsoll.budget.config.PolicyFiles} reads, {@link io.plimsoll.budget.config.PolicyFile}
 * holds, {@link io.plimsoll.budget.config.PolicyWatch} reloads. This package knows no ledger and no tokenizer.
 */
@NullMarked
package io.plimsoll.budget.config;

import org.jspecify.annotations.NullMarked;
