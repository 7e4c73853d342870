package io.plimsoll.gateway.http;

/** An attempt that failed and may be repeated elsewhere. */
public record Attempt(Upstream upstream, AttemptFailure failure) {}
