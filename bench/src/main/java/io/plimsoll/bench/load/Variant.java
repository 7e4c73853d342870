package io.plimsoll.bench.load;

import org.jspecify.annotations.Nullable;

/** What is compared. Requests of all variants have the same bytes but for the model's name. */
enum Variant {
    /** nginx before the backend. */
    NGINX("nginx", "/v1/chat/completions", null),
    /** A path whose bodies the gateway does not read: authentication, lane, routing, reservation, relay. */
    PASS_THROUGH("pass-through", "/v1/rerank", "pass"),
    /** Everything on, below the line: read, hashed, counted, measured against pressure, sent as it came. */
    PIPELINE("pipeline", "/v1/chat/completions", "pass"),
    /** Everything on, with an earlier cut spliced into each request. */
    REPLAYED_CUT("replayed cut", "/v1/chat/completions", "view");

    private static final int ROOMY_BYTES_PER_TOKEN = 1;
    /** Bodies have about 4 bytes a token: a line of an eighth is half of what they have. */
    private static final int TIGHT_BYTES_PER_TOKEN = 8;

    private final String label;
    private final String path;
    private final @Nullable String decision;

    Variant(String label, String path, @Nullable String decision) {
        this.label = label;
        this.path = path;
        this.decision = decision;
    }

    String label() {
        return label;
    }

    String path() {
        return path;
    }

    /** What the gateway decides about each of its requests once they repeat; null where no gateway is in between. */
    @Nullable
    String decision() {
        return decision;
    }

    boolean isGateway() {
        return this != NGINX;
    }

    /** Whether a body of that size has anything to measure here: what is cut must be longer than what never is. */
    boolean fits(int bodyBytes) {
        return this != REPLAYED_CUT || bodyBytes >= 32 << 10;
    }

    /** The model that its requests ask for, by which the policy file tells them apart. */
    String model(int bodyBytes) {
        return this == REPLAYED_CUT ? "cut-" + bodyBytes : "bench";
    }

    /** The cap of its sessions in tokens. */
    int capTokens(int bodyBytes) {
        return bodyBytes / (this == REPLAYED_CUT ? TIGHT_BYTES_PER_TOKEN : ROOMY_BYTES_PER_TOKEN);
    }
}
