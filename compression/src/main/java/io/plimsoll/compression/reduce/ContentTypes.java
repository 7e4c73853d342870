package io.plimsoll.compression.reduce;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Tells the {@link ContentType} of a text by its own look: what stands in the {@link Envelope} and behind line numbers. Linear,
 * and of a long text a sample of lines is read. Thread-safe.
 */
public final class ContentTypes {

    /** Of the lines that are not blank, what a kind that claims lines one by one has to claim. */
    private static final Map<ContentType, Double> NEEDED = Map.of(
            ContentType.LOG, .3,
            ContentType.GREP, .6,
            ContentType.LISTING, .7,
            ContentType.CODE, .3,
            ContentType.PROSE, .35);

    /** Where two kinds claim equally many lines, the one that is harder to look like by chance. */
    private static final List<ContentType> ORDER =
            List.of(ContentType.GREP, ContentType.LISTING, ContentType.LOG, ContentType.CODE, ContentType.PROSE);

    private ContentTypes() {}

    /** What {@code text} is made of; {@code OTHER} if it is blank. */
    public static ContentType of(String text) {
        String body = Envelope.of(text).body();
        if (body.isBlank()) {
            return ContentType.OTHER;
        }
        if (JsonLook.isJson(body)) {
            return ContentType.JSON;
        }
        LineSample sample = LineSample.of(body);
        if (HtmlLook.isHtml(body)) {
            return ContentType.HTML;
        }
        if (DiffLook.isDiff(sample.lines())) {
            return ContentType.DIFF;
        }
        return byLines(sample);
    }

    private static ContentType byLines(LineSample sample) {
        List<String> lines = sample.lines();
        if (sample.numbering() == LineSample.Numbering.WITH_GAPS) {
            return ContentType.GREP;
        }
        Map<ContentType, Integer> claims = new EnumMap<>(ContentType.class);
        for (String line : lines) {
            LineLook.of(line).ifPresent(type -> claims.merge(type, 1, Integer::sum));
        }
        ContentType best = ContentType.OTHER;
        double most = 0;
        for (ContentType type : ORDER) {
            double share = claims.getOrDefault(type, 0) / (double) Math.max(1, lines.size());
            if (share >= NEEDED.getOrDefault(type, 1.0) && share > most) {
                best = type;
                most = share;
            }
        }
        return best;
    }
}
