package io.plimsoll.gateway.pipeline;

import io.plimsoll.budget.policy.LoadLine;

final class LaneLines {
    LaneLines(Fleet fleet) {}

    LaneLine of(CountedRequest request) {
        return new LaneLine(
                new LoadLine(Integer.MAX_VALUE, Integer.MAX_VALUE / 2, LoadLine.LimitedBy.NONE), Integer.MAX_VALUE);
    }
}
