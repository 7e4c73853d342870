/**
 * What client SDKs make of a gateway's answers. Each SDK streams and calls tools through a whole gateway, before an engine that
 * speaks the SDK's own dialect and before one that speaks chat completions alone, so that translated answers pass the SDKs' own
 * parsers. Nothing leaves the machine.
 *
 * <p>Starting points: {@link io.plimsoll.clients.SdkContract} for what every SDK has to get, and {@link
 * io.plimsoll.clients.Stage} for what stands behind one. SDKs for Java run in this process; those for JavaScript where {@code
 * PLIMSOLL_SDKS} names a folder in which npm has installed what {@code .ci/sdks/package.json} lists, and are skipped elsewhere.
 */
@NullMarked
package io.plimsoll.clients;

import org.jspecify.annotations.NullMarked;
