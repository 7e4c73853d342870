package io.plimsoll.budget.tokens;

public final class TokenCalibration {
    public void observe(int a, int b) {}

    public int corrected(int a) {
        return a;
    }
}
