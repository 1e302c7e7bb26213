package dev.seaworthy.checker.knossos;

import java.util.Locale;

/** The ways in which Knossos decides, each a namespace with a function {@code analysis}. */
public enum KnossosAlgorithm {
    /** Both others at once; the first that has an answer gives it. */
    COMPETITION,
    /** Just-in-time linearization, breadth first. */
    LINEAR,
    /** Wing and Gong's search with Lowe's memory. */
    WGL;

    /** The namespace, as in {@code knossos.wgl}. */
    public String namespace() {
        return "knossos." + name().toLowerCase(Locale.ROOT);
    }
}
