package dev.seaworthy.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The same seeds give the same runs in JVMs that differ in everything that must not matter: compiler, collector, class
 * sharing, identity hashes, locale, charset, zone, release.
 */
@DisplayName("one seed, one run")
class DeterminismTest {
    private static final String SEEDS = "1..12";
    private static final String JDK_25 = "seaworthy.jdk25";

    private static List<String> expected;

    @BeforeAll
    static void runInAJvmAsItComes() throws IOException, InterruptedException {
        expected = hashes(System.getProperty("java.home"), List.of());
        assertEquals(13, expected.size(), () -> "a hash for each seed and one over all, but got " + expected);
        assertEquals(13, expected.stream().distinct().count(), () -> "every seed is another run, but got " + expected);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "-Xint",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:+UseG1GC -Xmx128m",
                "-Xshare:off",
                "-XX:+UnlockExperimentalVMOptions -XX:hashCode=2",
                "-Duser.language=tr -Duser.country=TR -Duser.timezone=Asia/Kathmandu -Dfile.encoding=ISO-8859-1"
            })
    void flagsDoNotMatter(String flags) throws IOException, InterruptedException {
        assertEquals(expected, hashes(System.getProperty("java.home"), List.of(flags.split(" "))));
    }

    @Test
    void theReleaseOfTheJdkDoesNotMatter() throws IOException, InterruptedException {
        String jdk = System.getProperty(JDK_25);
        Assumptions.assumeTrue(jdk != null && !jdk.isBlank(), "no -D" + JDK_25 + "=<home of a JDK 25>");
        assertEquals(expected, hashes(jdk, List.of()));
    }

    @Test
    void theProcessAroundThemDoesNotMatter() {
        assertEquals(
                expected,
                Shell.run("hash", "--seeds", SEEDS, "--each").out().lines().toList());
    }

    private static List<String> hashes(String javaHome, List<String> flags) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(javaHome + File.separator + "bin" + File.separator + "java");
        command.add("-ea:dev.seaworthy...");
        command.addAll(flags);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        command.addAll(List.of("hash", "--seeds", SEEDS, "--each"));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
        assertTrue(output.lines().allMatch(line -> line.matches("[0-9a-f]{32}(  \\d+)?")), output);
        return output.lines().toList();
    }
}
