package dev.seaworthy.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/**
 * The same seeds give the same runs in JVMs that differ in everything that must not matter: compiler, collector, class
 * sharing, identity hashes, locale, charset, zone, release. Where they do not, the doctor says in which event.
 */
@DisplayName("one seed, one run")
class DeterminismTest {
    private static final String JDK_25 = "seaworthy.jdk25";

    @Test
    void theDoctorFindsNothing() {
        List<String> command = new ArrayList<>(List.of("sim", "doctor", "--seeds", "1..5"));
        String jdk = System.getProperty(JDK_25);
        if (jdk != null && !jdk.isBlank()) {
            command.addAll(List.of("--jdk", jdk));
        }
        String out = Shell.run(command.toArray(String[]::new)).expect(0).out();
        assertTrue(out.contains("All runs are the same."), out);
        List<String> hashes = out.lines()
                .filter(line -> line.matches("  [0-9a-f]{32}  .+"))
                .map(line -> line.substring(2, 34))
                .toList();
        assertTrue(hashes.size() >= 10, out);
        assertEquals(1, hashes.stream().distinct().count(), out);
        assertEquals(
                hashes.get(0),
                Shell.run("hash", "--seeds", "1..5").expect(0).out().strip());
    }

    @Test
    void everySeedIsAnotherRun() {
        List<String> lines = Shell.run("hash", "--seeds", "1..5", "--each")
                .expect(0)
                .out()
                .lines()
                .toList();
        assertEquals(6, lines.size());
        assertEquals(6, lines.stream().distinct().count());
    }

    @Test
    void anIdentityHashInAnEventIsFoundAndNamed() {
        String out = doctor(1);
        assertTrue(out.contains("Seed 2 is another run under -XX:+UnlockExperimentalVMOptions -XX:hashCode=2."), out);
        assertTrue(out.contains("The first difference: an event."), out);
        assertTrue(out.contains("event 2999, 2999 ns: planted at 1 bb7, hash "), out);
        assertTrue(out.contains("event 3000, 3000 ns: planted at 1 bb8, hash "), out);
        assertTrue(out.contains("    n1 does step 3000"), out);
        assertEquals(2, out.split("event 3000, ", -1).length - 1, out);
        assertEquals(1, out.split("event 2999, ", -1).length - 1, out);
    }

    private static String doctor(int expected) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Surroundings surroundings = Shell.surroundings(new ForgetfulSimulator(), () -> 0);
        int code = new CommandLine(new DoctorCommand(surroundings, ForgetfulMain.class))
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute("--seeds", "1..3");
        assertEquals(expected, code, () -> out + "\n" + err);
        return out.toString();
    }
}
