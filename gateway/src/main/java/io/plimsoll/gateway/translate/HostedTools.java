package io.plimsoll.gateway.translate;

/**
 * Tools that the hosted APIs run by themselves. An engine cannot. Those that clients offer unasked, beside the tools that
 * they run themselves, are left out, as engines' own servers of these dialects do: the model is not told of them and works
 * with the rest. Where nothing else is offered the request is about that tool, and an answer without it would be made up.
 */
final class HostedTools {

    private HostedTools() {}

    /** Whether a tool of this type can be left out: {@code web_search}, {@code web_search_20250305}, … */
    static boolean isOptional(String type) {
        return type.startsWith("web_search") || type.equals("image_generation");
    }
}
