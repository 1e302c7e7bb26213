package dev.seaworthy.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** The command line over a simulator whose runs depend on the JVM. */
public final class ForgetfulMain {
    private ForgetfulMain() {}

    /** Runs a command and ends the JVM. */
    public static void main(String[] arguments) {
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        int code = Main.commandLine(Shell.surroundings(new ForgetfulSimulator(), System::nanoTime))
                .setOut(out)
                .execute(arguments);
        out.flush();
        System.exit(code);
    }
}
