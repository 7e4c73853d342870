package io.plimsoll.retrieval.chunk;

/** A kind of place where a text may be cut. */
interface Joint {

    /** The last offset in {@code (from, to]} where the text may be cut, or 0 if there is none. */
    int lastIn(String text, int from, int to);

    /** Behind a mark. */
    static Joint behind(String mark) {
        return (text, from, to) -> {
            int at = text.lastIndexOf(mark, to - mark.length());
            return at >= from ? at + mark.length() : 0;
        };
    }

    /** Behind a mark that ends a sentence, with a blank after it. */
    static Joint sentence() {
        return (text, from, to) -> {
            for (int at = to; at > from; at--) {
                if (at < text.length()
                        && Character.isWhitespace(text.charAt(at))
                        && ".?!。！？".indexOf(text.charAt(at - 1)) >= 0) {
                    return at;
                }
            }
            return 0;
        };
    }

    /** Between two records of JSON on one line: behind a brace that closes, and the comma after it. */
    static Joint jsonRecord() {
        return (text, from, to) -> {
            int at = text.lastIndexOf("},", to - 2);
            return at >= from ? at + 2 : 0;
        };
    }
}
