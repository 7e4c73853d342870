/**
 * The dialects that clients speak: how a request is read, where its history lies, how an edit and an error are written.
 * One file per dialect; what is the same in all of them is a conversation of the compression module.
 *
 * <p>Starting points: {@link io.plimsoll.gateway.surface.Surfaces} maps paths to dialects,
 * {@link io.plimsoll.gateway.surface.HistoryDialect} is what differs between those that have a history,
 * {@link io.plimsoll.gateway.surface.ErrorDialect} holds all error bodies.
 */
@NullMarked
package io.plimsoll.gateway.surface;

import org.jspecify.annotations.NullMarked;
