package io.plimsoll.gateway;

import io.plimsoll.gateway.http.ClientRequestHead;
import io.plimsoll.gateway.http.EdgeFailure;
import io.plimsoll.gateway.http.EdgeOptions;
import io.plimsoll.gateway.http.ExchangePlan;
import io.plimsoll.gateway.pipeline.Answers;
import io.plimsoll.gateway.surface.ClientError;
import io.plimsoll.gateway.surface.ErrorDialect;
import io.plimsoll.gateway.surface.Surfaces;
import java.util.List;

/**
 * What the client is told when the edge or a backend fails before a byte of an answer was relayed.
 *
 * @param limits the edge's own, which some messages name
 */
record EdgeFailures(EdgeOptions limits) {

    ExchangePlan.Answer answer(ClientRequestHead head, EdgeFailure failure) {
        ErrorDialect dialect = Surfaces.errorsAt(head.path());
        return Answers.of(dialect.answer(error(failure), message(failure), null), List.of());
    }

    private static ClientError error(EdgeFailure failure) {
        return switch (failure) {
            case BODY_TOO_LARGE -> ClientError.TOO_LARGE;
            case UPLOAD_STALLED -> ClientError.UPLOAD_TIMEOUT;
            case NO_UPSTREAM -> ClientError.NO_BACKEND;
            case UPSTREAM_UNREACHABLE, UPSTREAM_CLOSED -> ClientError.UPSTREAM_FAILED;
            case UPSTREAM_TIMEOUT, TOTAL_TIMEOUT -> ClientError.UPSTREAM_TIMEOUT;
            case INTERNAL -> ClientError.INTERNAL;
        };
    }

    private String message(EdgeFailure failure) {
        return switch (failure) {
            case BODY_TOO_LARGE ->
                "The request body is larger than " + limits.maxBodyBytes() + " bytes, the limit of this gateway";
            case UPLOAD_STALLED ->
                "The request body stopped coming for " + limits.uploadTimeout().toMillis() + " ms";
            case NO_UPSTREAM -> "No healthy backend can take the request now";
            case UPSTREAM_UNREACHABLE -> "The backend could not be reached";
            case UPSTREAM_CLOSED -> "The backend closed the connection, or sent what is no HTTP, before it answered";
            case UPSTREAM_TIMEOUT ->
                "The backend did not begin to answer within "
                        + limits.firstByteTimeout().toMillis() + " ms";
            case TOTAL_TIMEOUT ->
                "The request took longer than " + limits.totalTimeout().toMillis() + " ms";
            case INTERNAL -> "The gateway failed on this request; its log says why";
        };
    }
}
