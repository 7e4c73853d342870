package io.plimsoll.gateway.translate;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A part of a chat message. Closed: engines that speak chat completions know text and images. */
sealed interface ContentPart {

    /** Some text. */
    record Text(JsonText text) implements ContentPart {}

    /**
     * An image.
     *
     * @param url where it is, or the image itself as a {@code data:} URL
     * @param detail {@code low}, {@code high} or {@code auto}, null for what the engine does by itself
     */
    record Image(JsonText url, @Nullable JsonText detail) implements ContentPart {}

    /** The text of all parts, one part a line, as engines join them for templates that read strings. */
    static JsonText textOf(List<ContentPart> parts) {
        List<JsonText> texts = new ArrayList<>();
        for (ContentPart part : parts) {
            if (part instanceof Text text) {
                texts.add(text.text());
            }
        }
        return JsonText.joined(texts, "\n");
    }

    /** The images among the parts, in order. */
    static List<ContentPart> imagesOf(List<ContentPart> parts) {
        return parts.stream().filter(Image.class::isInstance).toList();
    }
}
