package io.plimsoll.gateway.surface;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A dialect that passes through whole: its model and session are read, its history is not. Completions take prompt arrays
 * and token ids, embeddings have no history.
 *
 * @param operation see {@link Surface#operation()}
 * @param errors see {@link Surface#errors()}
 * @param asksForUsage whether a stream reports usage only when {@code stream_options} asks for it
 */
record PlainSurface(String operation, ErrorDialect errors, boolean asksForUsage) implements Surface {

    /** The history of these dialects is left alone. */
    private static final RequestOutline.Layout NO_HISTORY = new RequestOutline.Layout(null, null);

    @Override
    public SurfaceRequest read(byte[] body, String tenant) throws MalformedRequestException {
        var outline = RequestOutline.of(body, NO_HISTORY);
        SurfaceRequest.@Nullable ByteInsertion usageSlot = asksForUsage ? outline.usageSlot() : null;
        return new SurfaceRequest(
                outline.model(),
                outline.stream(),
                outline.maxOutputTokens(),
                outline.hints(),
                usageSlot,
                List.of(),
                null);
    }
}
