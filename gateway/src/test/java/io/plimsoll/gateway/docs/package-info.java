/**
 * Holds the documentation to what the code does: commands run, links lead somewhere, tables name what exists, and a module
 * depends on what the architecture allows.
 *
 * <p>Starting points: {@code ReadmeDocTest} runs the README; {@code MarkdownPage} reads pages for all tests here.
 */
@NullMarked
package io.plimsoll.gateway.docs;

import org.jspecify.annotations.NullMarked;
