package dev.seaworthy.checker.knossos;

/** Knossos, or the Clojure it needs, is not on the class path; the message says what to add. */
public final class KnossosMissingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    KnossosMissingException(String found) {
        super("Knossos is not on the class path (" + found
                + "): add org.clojure:clojure:1.12.4 from Maven Central and knossos:knossos:0.3.16 from Clojars, with"
                + " what it depends on, by --classpath or SEAWORTHY_CLASSPATH, or build with -Pknossos.");
    }
}
