/**
 * What cuts remove, kept and found again. An {@link io.plimsoll.retrieval.Archive} stores the text of cut messages as
 * passages, brings back those that a later turn needs, and forgets a session or a tenant entirely when told to.
 *
 * <p>Starting points: {@link io.plimsoll.retrieval.Archives} opens the archive on local disk,
 * {@link io.plimsoll.retrieval.RecallQuery} asks for what a turn needs, {@link io.plimsoll.retrieval.ArchiveListener}
 * tells what happens inside. Every question names its tenant; there is none that reaches across tenants. Nothing here
 * knows a dialect, a token or an HTTP request.
 */
@NullMarked
package io.plimsoll.retrieval;

import org.jspecify.annotations.NullMarked;
