package io.plimsoll.gateway.pipeline;

import io.plimsoll.compression.RenderedView;
import io.plimsoll.compression.Splice;
import io.plimsoll.gateway.surface.SurfaceRequest.ByteInsertion;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The bytes that go to the backend: the client's own, with edits spliced in.
 *
 * @param edited the edited body, or null when the client's goes as it came
 * @param stripUsage whether the stream's usage was asked for on the meter's behalf and is kept from the client
 */
record OutgoingBody(byte @Nullable [] edited, boolean stripUsage) {

    /**
     * The body of a request.
     *
     * @param rendered the history as it is sent, or null where it is not read
     * @param usage the edit that asks for usage, or null for none
     */
    static OutgoingBody of(byte[] body, @Nullable RenderedView rendered, @Nullable ByteInsertion usage) {
        List<Splice> splices = new ArrayList<>(rendered == null ? List.of() : rendered.splices());
        if (usage != null) {
            splices.add(new Splice(usage.range(), usage.bytes()));
            splices.sort(Comparator.comparingInt(splice -> splice.range().start()));
        }
        return new OutgoingBody(splices.isEmpty() ? null : spliced(body, splices), usage != null);
    }

    private static byte[] spliced(byte[] body, List<Splice> splices) {
        int grown = splices.stream()
                .mapToInt(s -> s.replacement().length - s.range().length())
                .sum();
        var out = new ByteArrayOutputStream(Math.max(16, body.length + grown));
        int from = 0;
        for (Splice splice : splices) {
            out.write(body, from, splice.range().start() - from);
            out.writeBytes(splice.replacement());
            from = splice.range().end();
        }
        out.write(body, from, body.length - from);
        return out.toByteArray();
    }
}
