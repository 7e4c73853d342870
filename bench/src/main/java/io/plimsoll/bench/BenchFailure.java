package io.plimsoll.bench;

/** A benchmark that cannot be run, or whose result would not be one, with one sentence for the console. */
public final class BenchFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public BenchFailure(String sentence) {
        super(sentence);
    }
}
