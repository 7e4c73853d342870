package io.plimsoll.budget.policy;

/** What holds a load line where it is. */
public enum LimitedBy {
    /** Nothing: the lane may hold what it likes. */
    NONE,
    /** The policy's own cap. */
    CAP,
    /** The lane's fair share of a pool under pressure. */
    WATER_LEVEL,
    /** The fair share is less than a lane is guaranteed, and it gets the guarantee. */
    FLOOR,
    /** The longest sequence that the backend takes. */
    WINDOW
}
