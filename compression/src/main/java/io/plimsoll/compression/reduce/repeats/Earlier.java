package io.plimsoll.compression.reduce.repeats;

import io.plimsoll.compression.reduce.CallName;
import io.plimsoll.compression.reduce.ToolText;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** The earlier results that can be named without a doubt: of calls with equal names the newest one. */
final class Earlier {

    private static final int LEAST_CHARACTERS = 200;

    private Earlier() {}

    /** Those of some length that {@code comparable} accepts, newest first. */
    static List<Named> of(List<ToolText> earlier, Predicate<String> comparable) {
        List<Named> found = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (ToolText text : earlier.reversed()) {
            String name = CallName.of(text);
            boolean isNewest = names.add(name);
            boolean isLong = text.result().length() > LEAST_CHARACTERS;
            if (isNewest && isLong && comparable.test(text.result())) {
                found.add(new Named(name, text.result()));
            }
        }
        return found;
    }

    static boolean isLongEnough(String result) {
        return result.length() > LEAST_CHARACTERS;
    }

    /** A result and the call that it answered. */
    record Named(String call, String result) {}
}
