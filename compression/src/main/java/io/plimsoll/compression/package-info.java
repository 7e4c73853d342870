/**
 * What a conversation is, and what becomes of it when it outgrows its load line: the cut, and the view that replays it.
 *
 * <p>Starting points: {@link io.plimsoll.compression.Conversation} is a request's history as byte ranges,
 * {@link io.plimsoll.compression.CountedConversation} adds token counts, {@link io.plimsoll.compression.View} renders it as
 * the backend sees it. Nothing here knows a dialect: surfaces make
 * conversations and write the bytes of edits.
 */
@NullMarked
package io.plimsoll.compression;

import org.jspecify.annotations.NullMarked;
