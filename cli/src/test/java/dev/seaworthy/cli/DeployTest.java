package dev.seaworthy.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is there to run a node as a service goes with the node. */
class DeployTest {
    private static final Path DEPLOY = Path.of(System.getProperty("seaworthy.home"), "deploy");
    private static final Path UNIT = DEPLOY.resolve("seaworthy.service");

    @Test
    void everyVariableThatIsSetMeansSomething() throws IOException {
        List<String> known =
                NodeKeys.inFile().stream().map(NodeKeys::variableOf).toList();
        TreeSet<String> set = new TreeSet<>();
        for (Path file : List.of(UNIT, DEPLOY.resolve("Dockerfile"))) {
            Matcher variable = Pattern.compile(NodeKeys.PREFIX + "[A-Z_]+").matcher(Files.readString(file));
            while (variable.find()) {
                set.add(variable.group());
                assertTrue(known.contains(variable.group()), file + ": " + variable.group());
            }
        }
        assertTrue(set.contains("SEAWORTHY_NODE_DATA") && set.contains("SEAWORTHY_NODE_METRICS"), set::toString);
    }

    @Test
    void whatTheyStartIsThere() throws IOException {
        String main = Main.class.getName();
        assertTrue(Files.readString(UNIT).contains("ExecStart=/bin/sh /opt/seaworthy/seaworthy node --config "));
        assertTrue(Files.readString(DEPLOY.resolve("Dockerfile")).contains("\"" + main + "\"]"));
    }

    @Test
    void systemdFindsNothingWrongWithTheUnit() throws Exception {
        assumeTrue(
                isInstalled("systemd-analyze"), "systemd-analyze is not on the PATH: Debian's package systemd has it");
        assertEquals("", run("systemd-analyze", "verify", UNIT.toString()));
        String security = run("systemd-analyze", "security", "--offline=yes", "--no-pager", UNIT.toString());
        Matcher exposure = Pattern.compile("exposure level for seaworthy.service: ([0-9.]+)")
                .matcher(security);
        assertTrue(exposure.find(), security);
        assertTrue(Double.parseDouble(exposure.group(1)) <= 1.5, security);
    }

    private static String run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said;
    }

    private static boolean isInstalled(String tool) {
        String path = System.getenv("PATH");
        return path != null
                && Stream.of(path.split(File.pathSeparator)).anyMatch(it -> Files.isExecutable(Path.of(it, tool)));
    }
}
