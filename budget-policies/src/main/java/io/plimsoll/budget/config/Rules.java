package io.plimsoll.budget.config;

import java.util.ArrayList;
import java.util.List;

/** Gathers what a record's components break, so that its constructor names all of it at once. */
final class Rules {

    private final List<PolicyFileProblem> broken = new ArrayList<>();

    /** Notes {@code key: 'value' (expected: rule)} unless the rule holds. */
    Rules rule(boolean holds, String key, Object value, String expected) {
        if (!holds) {
            broken.add(new PolicyFileProblem(key, "'" + value + "' (expected: " + expected + ")"));
        }
        return this;
    }

    /**
     * Ends the gathering.
     *
     * @throws Broken if any rule did not hold
     */
    void check() {
        if (!broken.isEmpty()) {
            throw new Broken(broken);
        }
    }

    /** The rules that one record breaks, with paths relative to it. */
    static final class Broken extends IllegalArgumentException {

        private static final long serialVersionUID = 1L;

        private final transient List<PolicyFileProblem> problems;

        private Broken(List<PolicyFileProblem> problems) {
            super(String.join(
                    "; ", problems.stream().map(PolicyFileProblem::toString).toList()));
            this.problems = List.copyOf(problems);
        }

        List<PolicyFileProblem> problems() {
            return problems;
        }
    }
}
