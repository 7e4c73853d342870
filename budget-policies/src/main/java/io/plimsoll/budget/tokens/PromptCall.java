package io.plimsoll.budget.tokens;

/**
 * One tool call of an assistant message.
 *
 * @param id the dialect's call id, empty where the dialect has none
 * @param name the tool's name
 * @param arguments the arguments as the JSON text that the client sent
 */
public record PromptCall(String id, String name, String arguments) {}
