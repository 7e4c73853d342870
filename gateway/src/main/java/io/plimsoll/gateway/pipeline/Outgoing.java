package io.plimsoll.gateway.pipeline;

import io.plimsoll.compression.RenderedView;
import io.plimsoll.compression.Splice;
import io.plimsoll.gateway.http.AnswerEditing;
import io.plimsoll.gateway.http.Dispatch.Step;
import io.plimsoll.gateway.http.ExchangePlan;
import io.plimsoll.gateway.http.Sending;
import io.plimsoll.gateway.http.Upstream;
import io.plimsoll.gateway.stream.SseUsageStripper;
import io.plimsoll.gateway.surface.ClientError;
import io.plimsoll.gateway.surface.EngineErrors;
import io.plimsoll.gateway.surface.SurfaceRequest.ByteInsertion;
import io.plimsoll.gateway.surface.Surfaces;
import io.plimsoll.gateway.translate.Translation;
import io.plimsoll.gateway.translate.UntranslatableException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What goes to a backend: the client's own bytes with edits spliced in, and in other words where the backend does not speak
 * the client's dialect. Immutable and thread-safe.
 *
 * @param path the client's path, which names the dialect
 * @param client the client's body
 * @param edited the edited body, or null when the client's goes as it came
 * @param answers what becomes of an answer in the client's own dialect
 * @param otherwise what is done with a backend that does not speak the dialect; null where it is asked all the same
 */
record Outgoing(
        String path,
        byte[] client,
        byte @Nullable [] edited,
        AnswerEditing answers,
        @Nullable Otherwise otherwise) {

    /** What is done with a backend that does not speak the client's dialect. */
    @FunctionalInterface
    interface Otherwise {

        /** @param body the request in the client's dialect, edited */
        Step with(Upstream upstream, byte[] body);
    }

    private static final byte[] NOTHING = {};

    /** A request whose body is not read. */
    static Outgoing unread(String path) {
        return new Outgoing(path, NOTHING, null, AnswerEditing.NONE, null);
    }

    /**
     * A question for an engine's own count.
     *
     * @param whole the request with its whole history in it; null where the client's body is that
     * @param otherwise the answer for an engine that cannot count
     */
    static Outgoing count(String path, byte @Nullable [] whole, ExchangePlan.Answer otherwise) {
        var errors = new EngineErrors(Surfaces.errorsAt(path), OptionalInt.empty(), OptionalInt.empty());
        return new Outgoing(path, NOTHING, whole, errors, (upstream, body) -> new Step.Refuse(otherwise));
    }

    /**
     * A request that was read.
     *
     * @param rendered the history as it is sent, or null where it is not read
     * @param errors puts the engine's errors into the client's words
     * @param report tells the client what it asked to be told, in its own dialect
     * @param usage the edit that asks for usage, which is then kept from the client; null for none
     */
    static Outgoing of(
            IdentifiedRequest request,
            @Nullable RenderedView rendered,
            @Nullable ByteInsertion usage,
            EngineErrors errors,
            AnswerEditing report,
            Optional<Translation> translation) {
        byte[] body = request.body();
        List<Splice> splices = new ArrayList<>(rendered == null ? List.of() : rendered.splices());
        if (usage != null) {
            splices.add(new Splice(usage.range(), usage.bytes()));
            splices.sort(Comparator.comparingInt(splice -> splice.range().start()));
        }
        AnswerEditing told = AnswerEditing.firstOf(errors, report);
        return new Outgoing(
                request.client().path(),
                body,
                edited(request, splices),
                usage == null ? told : AnswerEditing.firstOf(told, SseUsageStripper.ofStreams()),
                translation
                        .<Otherwise>map(other ->
                                new InOtherWords(other, request.client().path(), told))
                        .orElse(null));
    }

    private static byte @Nullable [] edited(IdentifiedRequest request, List<Splice> splices) {
        if (splices.isEmpty()) {
            return request.isAsItCame() ? null : request.body();
        }
        return Splice.all(request.body(), splices);
    }

    /**
     * The attempt at one backend.
     *
     * @param spoken whether the backend speaks the client's dialect, as far as is known
     */
    Step to(Upstream upstream, boolean spoken) {
        Otherwise other = otherwise;
        return spoken || other == null
                ? new Step.Send(new Sending(upstream, null, edited, answers, other != null))
                : other.with(upstream, edited == null ? client : edited);
    }

    /** Translates the request now, for when a backend is asked that needs it: work for a thread that may take its time. */
    void translateAhead() {
        if (otherwise instanceof InOtherWords words) {
            words.translate(edited == null ? client : edited);
        }
    }

    /** A request in the words of another dialect, found once. Not thread-safe: translated before it is handed on, or later. */
    private static final class InOtherWords implements Otherwise {

        private final Translation translation;
        private final String path;
        private final AnswerEditing told;
        private Translation.@Nullable Translated translated;
        private @Nullable UntranslatableException untranslatable;

        InOtherWords(Translation translation, String path, AnswerEditing told) {
            this.translation = translation;
            this.path = path;
            this.told = told;
        }

        void translate(byte[] body) {
            try {
                translated = translation.translate(body);
            } catch (UntranslatableException e) {
                untranslatable = e;
            }
        }

        @Override
        public Step with(Upstream upstream, byte[] body) {
            if (translated == null && untranslatable == null) {
                translate(body);
            }
            return translated == null ? refusal(upstream) : sent(upstream, translated);
        }

        private Step sent(Upstream upstream, Translation.Translated words) {
            return new Step.Send(new Sending(
                    upstream,
                    translation.enginePath(),
                    words.body(),
                    words.answers().then(told),
                    false));
        }

        private Step refusal(Upstream upstream) {
            var problem = Objects.requireNonNull(untranslatable, "neither translated nor refused");
            String message = problem.getMessage() + "; the backend '" + upstream.name() + "' does not speak " + path
                    + ", and " + translation.enginePath() + " has no word for it";
            return new Step.Refuse(Answers.of(
                    Surfaces.errorsAt(path).answer(ClientError.BAD_REQUEST, message, problem.field()), List.of()));
        }
    }
}
