package io.plimsoll.compression.reduce;

import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.core.json.JsonFactory;

/** Tells JSON, and a table made of it, by reading its start. */
final class JsonLook {

    private static final int CHARACTERS = 1 << 16;
    private static final JsonFactory JSON = JsonFactory.builder().build();
    private static final Pattern TABLE = Pattern.compile("\\[\\d{1,9}[^\\]\\n]{0,200}\\]\\{");

    private JsonLook() {}

    static boolean isJson(String text) {
        int start = 0;
        while (start < text.length() && text.charAt(start) <= ' ') {
            start++;
        }
        if (start == text.length() || text.charAt(start) != '{' && text.charAt(start) != '[') {
            return false;
        }
        String sample = text.substring(start, Math.min(text.length(), start + CHARACTERS));
        return TABLE.matcher(sample).lookingAt() || reads(sample);
    }

    /** Whether it is JSON until it ends, be that in the middle of a value; one value behind another is JSON on lines. */
    private static boolean reads(String sample) {
        int tokens = 0;
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), sample)) {
            int depth = 0;
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                if (depth == 0 && !token.isStructEnd()) {
                    // "[INFO] 12 …" starts with an array too, but no value of JSON on lines is a bare scalar.
                    return false;
                }
                tokens++;
            }
            return tokens > 2;
        } catch (UnexpectedEndOfInputException clipped) {
            return tokens > 2;
        } catch (JacksonException notJson) {
            return false;
        }
    }
}
