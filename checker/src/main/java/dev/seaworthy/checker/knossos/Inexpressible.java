package dev.seaworthy.checker.knossos;

/** Something that no model of Knossos can say; the message says what. */
final class Inexpressible extends Exception {
    private static final long serialVersionUID = 1L;

    Inexpressible(String what) {
        super("Knossos has no model for " + what);
    }
}
