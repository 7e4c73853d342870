package io.plimsoll.compression.reduce.code;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Finds what may go of long comments: all lines but the first that says something, and the one that ends a block. */
final class CommentBodies {

    private CommentBodies() {}

    /** The inner lines of comments that stand on lines of their own. */
    static List<Body> in(String code, BareCode bare) {
        int[] starts = lineStarts(code);
        List<Body> bodies = new ArrayList<>();
        List<BareCode.Comment> comments = bare.comments();
        int i = 0;
        while (i < comments.size()) {
            int first = lineOf(comments.get(i).from(), starts);
            if (comments.get(i).isBlock()) {
                // Behind the opening mark and the first sentence, up to the line of the closing mark.
                int last = lineOf(comments.get(i).to() - 1, starts);
                if (last - first > 2 && isAlone(code, comments.get(i), starts)) {
                    bodies.add(new Body(first, first + 2, last, Body.Kind.TEXT));
                }
                i++;
                continue;
            }
            int next = i + 1;
            while (next < comments.size()
                    && isAlone(code, comments.get(i), starts)
                    && !comments.get(next).isBlock()
                    && lineOf(comments.get(next).from(), starts) == first + next - i
                    && isAlone(code, comments.get(next), starts)) {
                next++;
            }
            if (next - i > 1) {
                bodies.add(new Body(first, first + 1, first + next - i, Body.Kind.LINE_COMMENTS));
            }
            i = next;
        }
        return bodies;
    }

    private static boolean isAlone(String code, BareCode.Comment comment, int[] starts) {
        int line = lineOf(comment.from(), starts);
        return code.substring(starts[line], comment.from()).isBlank();
    }

    private static int[] lineStarts(String code) {
        List<Integer> starts = new ArrayList<>(List.of(0));
        for (int end = code.indexOf('\n'); end >= 0; end = code.indexOf('\n', end + 1)) {
            starts.add(end + 1);
        }
        return starts.stream().mapToInt(Integer::intValue).toArray();
    }

    private static int lineOf(int place, int[] starts) {
        int found = Arrays.binarySearch(starts, place);
        return found >= 0 ? found : -found - 2;
    }
}
