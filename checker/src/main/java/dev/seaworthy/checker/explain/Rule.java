package dev.seaworthy.checker.explain;

/** The kinds of contradiction that have a name. */
public enum Rule {
    /** A value was seen that nobody ever wrote. */
    NEVER_WRITTEN("A value nobody wrote"),
    /** A value was seen before anyone began to write it. */
    SEEN_BEFORE_WRITTEN("A value seen before it was written"),
    /** A value was seen after another had replaced it for good. */
    STALE_READ("A stale read"),
    /** A newer value was seen, and afterwards the older one again. */
    WENT_BACK("The value went back in time"),
    /** One value was taken by two operations each of which left another. */
    TAKEN_TWICE("One value was taken twice"),
    /** Two values would both have had to be current at the same time. */
    TWO_AT_ONCE("Two values at once"),
    /** None of the above; the orders tried tell where each ends. */
    NO_ORDER("No order fits");

    private final String title;

    Rule(String title) {
        this.title = title;
    }

    /** The rule in a few words, as a headline. */
    public String title() {
        return title;
    }
}
