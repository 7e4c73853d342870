/**
 * What the Responses API asks of a server beside answering: responses that are kept and continued by their id, and histories
 * that are compacted. Engines do neither, so the gateway keeps both here, in memory and by tenant, and hands the engine a
 * request that needs neither.
 *
 * <p>Starting points: {@link io.plimsoll.gateway.responses.ResponseStore} turns a request that continues a response into one
 * with its whole history, {@link io.plimsoll.gateway.responses.ResponseRecorder} finds what to keep in an answer's bytes,
 * {@link io.plimsoll.gateway.responses.ResponsePages} and {@link io.plimsoll.gateway.responses.CompactPage} answer the paths
 * under {@code /v1/responses/}.
 */
@NullMarked
package io.plimsoll.gateway.responses;

import org.jspecify.annotations.NullMarked;
