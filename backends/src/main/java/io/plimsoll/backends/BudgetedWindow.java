package io.plimsoll.backends;

import java.util.OptionalInt;

/** The window that policies leave of a backend's. Thread-safe and quick: asked once per model and listing. */
@FunctionalInterface
public interface BudgetedWindow {

    /** The backend's own. */
    BudgetedWindow UNCHANGED = (model, engineWindow) -> engineWindow;

    /**
     * The tokens that a session of the model may grow to; empty where nobody knows.
     *
     * @param model the model's id
     * @param engineWindow the smallest window among the backends that serve it, in tokens; empty where none says
     */
    OptionalInt windowTokens(String model, OptionalInt engineWindow);
}
