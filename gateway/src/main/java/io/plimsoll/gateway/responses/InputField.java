package io.plimsoll.gateway.responses;

import io.plimsoll.compression.ByteRange;
import io.plimsoll.compression.Splice;
import java.util.Arrays;
import java.util.List;

/** The value of {@code input}, by where it stands in the body. Closed: these are the forms that items are put before. */
sealed interface InputField {

    /** Its own items, with commas between them; empty for none. */
    byte[] items(byte[] body);

    /** The edit that puts {@code earlier} items before its own. */
    Splice behind(byte[] earlier, byte[] body);

    /**
     * An array.
     *
     * @param elements from its first element to its last
     */
    record Items(ByteRange elements) implements InputField {

        @Override
        public byte[] items(byte[] body) {
            return Arrays.copyOfRange(body, elements.start(), elements.end());
        }

        @Override
        public Splice behind(byte[] earlier, byte[] body) {
            boolean both = elements.length() > 0 && earlier.length > 0;
            var before = new ByteRange(elements.start(), elements.start());
            return new Splice(before, both ? ItemSpan.concat(earlier, ItemSpan.COMMA) : earlier);
        }
    }

    /** A bare string, which is a user message. */
    record Text(ByteRange value) implements InputField {

        @Override
        public byte[] items(byte[] body) {
            return ItemSpan.ofText(body, value);
        }

        @Override
        public Splice behind(byte[] earlier, byte[] body) {
            return new Splice(value, ItemSpan.array(ItemSpan.joined(List.of(earlier, items(body)))));
        }
    }

    /** Null. */
    record Nothing(ByteRange value) implements InputField {

        @Override
        public byte[] items(byte[] body) {
            return new byte[0];
        }

        @Override
        public Splice behind(byte[] earlier, byte[] body) {
            return new Splice(value, ItemSpan.array(earlier));
        }
    }
}
