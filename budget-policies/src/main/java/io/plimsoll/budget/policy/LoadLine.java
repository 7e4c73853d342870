package io.plimsoll.budget.policy;

public record LoadLine(int lineTokens, int lowWaterTokens, LimitedBy limitedBy) {
    public enum LimitedBy { CAP, WATER_LEVEL, WINDOW, NONE }
}
