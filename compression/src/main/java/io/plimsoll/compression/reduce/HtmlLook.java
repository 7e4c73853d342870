package io.plimsoll.compression.reduce;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells markup of a web page by its tags. */
final class HtmlLook {

    private static final int CHARACTERS = 20_000;
    private static final int TAGS = 6;
    /** Markup is about a tag for every 150 characters; program text that makes markup has fewer. */
    private static final int CHARACTERS_A_TAG = 300;

    private static final Pattern DOCUMENT = Pattern.compile(
            "\\s*(?:<!--.{0,500}?-->\\s*)?<(?:!doctype html|html|head|body)\\b", Pattern.CASE_INSENSITIVE);

    private static final Pattern TAG = Pattern.compile(
            "</?(?:a|article|body|br|button|code|div|em|footer|form|h[1-6]|head|header|hr|html|img|input|label|li|link|main|"
                    + "meta|nav|ol|p|pre|script|section|span|strong|style|table|tbody|td|th|tr|ul)(?=[\\s/>])",
            Pattern.CASE_INSENSITIVE);

    private HtmlLook() {}

    static boolean isHtml(String text) {
        String sample = text.substring(0, Math.min(text.length(), CHARACTERS));
        if (DOCUMENT.matcher(sample).lookingAt()) {
            return true;
        }
        if (!sample.stripLeading().startsWith("<")) {
            return false;
        }
        int tags = 0;
        Matcher tag = TAG.matcher(sample);
        while (tag.find()) {
            tags++;
        }
        return tags >= TAGS && tags * CHARACTERS_A_TAG >= sample.length();
    }
}
