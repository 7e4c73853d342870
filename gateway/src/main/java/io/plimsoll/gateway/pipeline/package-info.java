/**
 * The way of a request, from its bytes to the backend and back.
 *
 * <p>Starting points: {@link io.plimsoll.gateway.pipeline.ContextPipeline} lists the steps in their order. Each step is a
 * class of its own that takes a record and returns a wider one; the KV ledger is written by {@link
 * io.plimsoll.gateway.pipeline.BackendExchange} alone, which reserves before a request is sent and settles when it has
 * ended.
 */
@NullMarked
package io.plimsoll.gateway.pipeline;

import org.jspecify.annotations.NullMarked;
