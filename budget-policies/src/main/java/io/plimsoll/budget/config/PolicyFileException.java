package io.plimsoll.budget.config;

import java.util.List;
import java.util.stream.Collectors;

/** Everything that is wrong with one policy file: the message has one line for each problem. */
public final class PolicyFileException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient List<PolicyFileProblem> problems;

    PolicyFileException(String source, List<PolicyFileProblem> problems) {
        super(message(source, problems));
        this.problems = List.copyOf(problems);
    }

    /** What is wrong, in the order in which it was found; never empty. */
    public List<PolicyFileProblem> problems() {
        return problems;
    }

    private static String message(String source, List<PolicyFileProblem> problems) {
        if (problems.size() == 1) {
            return source + ": " + problems.getFirst();
        }
        return problems.stream()
                .map(problem -> "\n  " + problem)
                .collect(Collectors.joining("", source + ": " + problems.size() + " problems", ""));
    }
}
