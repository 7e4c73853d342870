package io.plimsoll.gateway.http;

import java.time.Duration;

/**
 * How the edge listens and what it waits for. All durations are positive.
 *
 * @param host the address to listen on
 * @param port 0 to 65535; 0 takes a free one
 * @param eventLoops how many event loops serve connections, at least 1
 * @param maxBodyBytes the longest request body, at least 1 and, since bodies are collected into one array, below 2 GiB
 * @param connectTimeout limit for a connection to an upstream
 * @param firstByteTimeout from the whole request sent to the first byte of the answer
 * @param idleTimeout between two chunks of an answer, while the client keeps reading
 * @param totalTimeout for an exchange whose answer is no event stream
 * @param uploadTimeout for a client that stops sending its request
 * @param clientStallTimeout for a client that stops reading its answer
 * @param maxRetries attempts after the first, at least 0
 */
public record EdgeOptions(
        String host,
        int port,
        int eventLoops,
        long maxBodyBytes,
        Duration connectTimeout,
        Duration firstByteTimeout,
        Duration idleTimeout,
        Duration totalTimeout,
        Duration uploadTimeout,
        Duration clientStallTimeout,
        int maxRetries) {

    private static final long LONGEST_BODY_BYTES = Integer.MAX_VALUE - 8;

    public EdgeOptions {
        require("port", port, port >= 0 && port <= 65535, "0 to 65535");
        require("eventLoops", eventLoops, eventLoops >= 1, ">= 1");
        require(
                "maxBodyBytes",
                maxBodyBytes,
                maxBodyBytes >= 1 && maxBodyBytes <= LONGEST_BODY_BYTES,
                "1 to " + LONGEST_BODY_BYTES);
        require("maxRetries", maxRetries, maxRetries >= 0, ">= 0");
        requirePositive("connectTimeout", connectTimeout);
        requirePositive("firstByteTimeout", firstByteTimeout);
        requirePositive("idleTimeout", idleTimeout);
        requirePositive("totalTimeout", totalTimeout);
        requirePositive("uploadTimeout", uploadTimeout);
        requirePositive("clientStallTimeout", clientStallTimeout);
    }

    private static void requirePositive(String what, Duration value) {
        require(what, value, value.isPositive(), "> 0");
    }

    private static void require(String what, Object value, boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException("edge: " + what + ": " + value + " (expected: " + rule + ")");
        }
    }
}
