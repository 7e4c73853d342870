/**
 * One dialect spoken over another: for engines that do not speak the client's own. A class for each pair reads the request,
 * one writes the answer; what is the same in all answers (chunks, blocks, failures) stands once between them. What is copied is
 * copied as bytes.
 *
 * <p>Starting points: {@link io.plimsoll.gateway.translate.Translations} names the pairs there are, {@link
 * io.plimsoll.gateway.translate.Translation} is what each of them does, {@code ChatRequest} writes what the engine gets, {@code
 * ChatAnswer} makes blocks of what it says, {@code MessagesAnswer} and {@code ResponsesAnswer} write those for the client.
 */
@NullMarked
package io.plimsoll.gateway.translate;

import org.jspecify.annotations.NullMarked;
