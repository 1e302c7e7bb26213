package dev.seaworthy.cli;

import java.io.Console;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.file.Files;
import java.nio.file.Path;

/** Tells whether a person is at the other end of a standard stream. */
final class Terminals {
    /** The number of standard output. */
    static final int OUTPUT = 1;
    /** The number of standard error. */
    static final int ERROR = 2;

    private Terminals() {}

    /** Whether the stream of this number is a terminal that understands cursor movements. */
    static boolean isTerminal(int stream) {
        String term = System.getenv("TERM");
        if (term == null || term.equals("dumb")) {
            return false;
        }
        try {
            // Where there is a /proc it knows each stream by itself; Console only knows input and output together.
            String target =
                    Files.readSymbolicLink(Path.of("/proc/self/fd/" + stream)).toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException | UnsupportedOperationException noSuchFile) {
            return isConsole();
        }
    }

    @SuppressWarnings("SystemConsoleNull") // Where it is never null there is a method to ask, and it is asked.
    private static boolean isConsole() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            // From JDK 22 on there is a Console even without a terminal, and a method to ask it.
            MethodHandle isTerminal = MethodHandles.publicLookup()
                    .findVirtual(Console.class, "isTerminal", MethodType.methodType(boolean.class));
            return (boolean) isTerminal.invokeExact(console);
        } catch (NoSuchMethodException olderJdk) {
            return true;
        } catch (Throwable cannotTell) {
            return false;
        }
    }
}
