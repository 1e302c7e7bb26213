package dev.seaworthy.checker.knossos;

/** Knossos, or what it needs, is not on the class path or does not load; the message says what to add. */
public final class KnossosMissingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    KnossosMissingException(String found) {
        super((isAbsent(found) ? "Knossos is not on the class path (" : "Knossos does not load (") + found
                + "): add org.clojure:clojure:1.12.4 from Maven Central and knossos:knossos:0.3.16 from Clojars, with"
                + " what it depends on, by --classpath or SEAWORTHY_CLASSPATH, or build with -Pknossos.");
    }

    private static boolean isAbsent(String found) {
        return found.contains("there is no Clojure") || found.contains("Could not locate knossos/");
    }
}
