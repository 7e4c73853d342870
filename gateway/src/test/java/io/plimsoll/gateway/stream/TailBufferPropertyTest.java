package io.plimsoll.gateway.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;

class TailBufferPropertyTest {

    @Property(seed = "4077")
    void keepsAnEndOfWhatItWasGivenAndAllOfItUpToItsCapacity(
            @ForAll @Size(max = 12) List<@AlphaChars @StringLength(max = 40) String> pieces,
            @ForAll @IntRange(min = 2, max = 64) int capacity) {
        TailBuffer buffer = new TailBuffer(capacity);
        StringBuilder given = new StringBuilder();
        for (String piece : pieces) {
            byte[] bytes = piece.getBytes(StandardCharsets.ISO_8859_1);
            buffer.append(new ByteSpan(bytes, 0, bytes.length));
            given.append(piece);
        }

        ByteSpan kept = buffer.content();
        String content = new String(kept.bytes(), kept.from(), kept.length(), StandardCharsets.ISO_8859_1);

        assertThat(given.toString()).endsWith(content);
        assertThat(content.length()).isLessThanOrEqualTo(capacity);
        assertThat(buffer.isTruncated()).isEqualTo(content.length() < given.length());
        if (given.length() > capacity) {
            assertThat(content.length()).isGreaterThanOrEqualTo(capacity / 2 - 1);
        }
    }
}
