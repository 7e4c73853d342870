package io.plimsoll.budget.config;

/**
 * One thing that is wrong with a policy file.
 *
 * @param path where, such as {@code policies[1].context.cap}; empty for the file as a whole
 * @param message what, in the form {@code 'value' (expected: rule)}
 */
public record PolicyFileProblem(String path, String message) {

    /** The problem with its path put under {@code parent}. */
    PolicyFileProblem under(String parent) {
        if (path.isEmpty() || parent.isEmpty()) {
            return new PolicyFileProblem(parent + path, message);
        }
        return new PolicyFileProblem(parent + (path.startsWith("[") ? "" : ".") + path, message);
    }

    /** Whether the problem is at {@code place} or below it. */
    boolean isWithin(String place) {
        return place.isEmpty() || path.equals(place) || path.startsWith(place + ".") || path.startsWith(place + "[");
    }

    /** {@code path: message}, one line. */
    @Override
    public String toString() {
        return path.isEmpty() ? message : path + ": " + message;
    }
}
