package io.plimsoll.gateway.translate;

/**
 * A block of an answer while it grows. Not thread-safe. Closed: a chat completion holds reasoning, text and calls.
 */
abstract sealed class AnswerBlock {

    private final int index;
    private final StringBuilder content = new StringBuilder();
    private boolean cut;

    private AnswerBlock(int index) {
        this.index = index;
    }

    /** Its place in the answer, from 0. */
    final int index() {
        return index;
    }

    /** All that has come of it: reasoning, text or arguments. */
    final String content() {
        return content.toString();
    }

    /** Whether the model was stopped within it. */
    final boolean isCut() {
        return cut;
    }

    final void append(String delta) {
        content.append(delta);
    }

    final void cut() {
        cut = true;
    }

    /** What the model thought. */
    static final class Reasoning extends AnswerBlock {
        Reasoning(int index) {
            super(index);
        }
    }

    /** What the model said. */
    static final class Text extends AnswerBlock {
        Text(int index) {
            super(index);
        }
    }

    /** What the model calls; the content is its arguments. */
    static final class Call extends AnswerBlock {

        private final String id;
        private final String name;

        Call(int index, String id, String name) {
            super(index);
            this.id = id;
            this.name = name;
        }

        String id() {
            return id;
        }

        String name() {
            return name;
        }
    }
}
