package io.plimsoll.gateway.pipeline;

import io.plimsoll.compression.RenderedView;
import io.plimsoll.compression.Splice;
import io.plimsoll.gateway.surface.SurfaceRequest.ByteInsertion;
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
        return new OutgoingBody(splices.isEmpty() ? null : Splice.all(body, splices), usage != null);
    }
}
