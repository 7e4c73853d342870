/**
 * One dialect spoken over another: for engines that do not speak the client's own. One class for each pair, both ways: the
 * request, the whole answer, the event stream and the error.
 *
 * <p>Starting points: {@link io.plimsoll.gateway.translate.Translations} names the pairs there are, {@link
 * io.plimsoll.gateway.translate.Translation} is what each of them does.
 */
@NullMarked
package io.plimsoll.gateway.translate;

import org.jspecify.annotations.NullMarked;
