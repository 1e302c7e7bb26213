package dev.seaworthy.service.ops;

/**
 * One thing that has to be in order, at one moment.
 *
 * @param name how operators call it
 * @param trouble why it is not in order, for people; empty where it is
 */
record Check(String name, String trouble) {
    static Check passed(String name) {
        return new Check(name, "");
    }

    boolean isPassed() {
        return trouble.isEmpty();
    }
}
