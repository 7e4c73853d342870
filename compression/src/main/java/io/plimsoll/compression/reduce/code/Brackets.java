package io.plimsoll.compression.reduce.code;

import java.util.ArrayDeque;
import java.util.Deque;

/** The brackets of bare code that have no partner in it. */
final class Brackets {

    private Brackets() {}

    /** Unpartnered brackets in their order; empty for code that is balanced. */
    static String unpartnered(CharSequence bare) {
        Deque<Character> open = new ArrayDeque<>();
        var closing = new StringBuilder();
        for (int i = 0; i < bare.length(); i++) {
            char c = bare.charAt(i);
            if (c == '(' || c == '[' || c == '{') {
                open.push(c);
            } else if (c == ')' || c == ']' || c == '}') {
                if (!open.isEmpty() && open.peek() == partner(c)) {
                    open.pop();
                } else {
                    open.descendingIterator().forEachRemaining(closing::append);
                    open.clear();
                    closing.append(c);
                }
            }
        }
        open.descendingIterator().forEachRemaining(closing::append);
        return closing.toString();
    }

    /** The bracket that {@code closing} closes. */
    static char partner(char closing) {
        return closing == ')' ? '(' : closing == ']' ? '[' : '{';
    }
}
