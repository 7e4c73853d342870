package io.plimsoll.clients;

/** The dialects that SDKs speak, each with its path. */
enum Dialect {
    CHAT("/v1/chat/completions"),
    RESPONSES("/v1/responses"),
    MESSAGES("/v1/messages");

    private final String path;

    Dialect(String path) {
        this.path = path;
    }

    String path() {
        return path;
    }
}
