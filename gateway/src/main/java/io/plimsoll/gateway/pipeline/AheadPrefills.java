package io.plimsoll.gateway.pipeline;

import io.plimsoll.backends.Backend;
import io.plimsoll.budget.ledger.SharedPrefix;
import io.plimsoll.compression.RenderedView;
import io.plimsoll.compression.Splice;
import io.plimsoll.gateway.surface.OneTokenRequest;
import io.plimsoll.gateway.translate.Translation;
import io.plimsoll.gateway.translate.Translations;
import io.plimsoll.gateway.translate.UntranslatableException;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Prepares requests that have a backend read a history and say one token: the client's own request with the history as it
 * will be sent, so that the next one begins with the same bytes. Thread-safe.
 */
final class AheadPrefills {

    /** What a prefill may take at most: tools rarely run for longer, and a prompt that is read for longer is no help. */
    private static final Duration LIMIT = Duration.ofSeconds(60);
    /** A client's own credentials go where the gateway has none, as with every request. */
    private static final List<String> CREDENTIALS = List.of("authorization", "x-api-key");

    private final Translations translations = new Translations();
    private final ContextPipeline.Surroundings around;

    AheadPrefills(ContextPipeline.Surroundings around) {
        this.around = around;
    }

    /**
     * The prefill, with its place at the backend taken.
     *
     * @param request the request whose history it is, as it was answered
     * @param rendered the history as the next request will be sent
     * @return empty if the backend has no room for it, or no words
     */
    Optional<AheadPrefill> prepare(CountedRequest request, RenderedView rendered, Backend backend) {
        IdentifiedRequest identified = request.identified();
        String path = identified.client().path();
        byte[] body = OneTokenRequest.of(
                Splice.all(identified.body(), rendered.splices()),
                identified.surface().outputLimitField());
        if (around.fleet().dialects().speaks(backend.name(), path)) {
            return berthed(request, rendered, backend, path, body);
        }
        Optional<Translation> translation = translations.overChat(path);
        return translation.flatMap(other -> inOtherWords(other, body)
                .flatMap(words -> berthed(request, rendered, backend, other.enginePath(), words)));
    }

    private static Optional<byte[]> inOtherWords(Translation translation, byte[] body) {
        try {
            return Optional.of(translation.translate(body).body());
        } catch (UntranslatableException noWords) {
            return Optional.empty();
        }
    }

    private Optional<AheadPrefill> berthed(
            CountedRequest request, RenderedView rendered, Backend backend, String path, byte[] body) {
        var head = request.counted().conversation().head();
        int tokens = rendered.totalTokens();
        var prefix = new SharedPrefix(
                head.high(), head.low(), Math.min(tokens, request.counted().headTokens()));
        var demand = new Berth.Demand(tokens, 1, prefix, 0);
        RequestOptions options =
                options(backend, path, request.identified().client().headers());
        return Berth.takeIfRoomy(
                        around.fleet().ledger(),
                        backend,
                        request.identified().lane().key(),
                        demand)
                .map(berth -> new AheadPrefill(
                        around.http(), new AheadPrefill.Message(options, Buffer.buffer(body), tokens), berth));
    }

    private static RequestOptions options(Backend backend, String path, MultiMap client) {
        @Nullable String key = backend.spec().apiKey();
        var options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setAbsoluteURI(backend.spec().url() + path)
                .setFollowRedirects(false)
                .setTimeout(LIMIT.toMillis())
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .putHeader(HttpHeaders.ACCEPT, "application/json");
        if (key != null) {
            return options.putHeader(HttpHeaders.AUTHORIZATION, "Bearer " + key);
        }
        for (String name : CREDENTIALS) {
            @Nullable String value = client.get(name);
            if (value != null) {
                options.putHeader(name, value);
            }
        }
        return options;
    }
}
