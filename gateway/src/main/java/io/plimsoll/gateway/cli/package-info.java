/**
 * The command line: {@code plimsoll serve}, {@code check}, {@code backend}, {@code demo}, {@code replay}, {@code bench}.
 *
 * <p>Starting points: {@link io.plimsoll.gateway.cli.Plimsoll} is the main class and lists the commands.
 */
@NullMarked
package io.plimsoll.gateway.cli;

import org.jspecify.annotations.NullMarked;
