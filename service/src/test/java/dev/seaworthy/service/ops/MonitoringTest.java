package dev.seaworthy.service.ops;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The alerts and the dashboard ask for what there is. */
class MonitoringTest {
    private static final Path HOME = Path.of(System.getProperty("seaworthy.home"));
    private static final Path ALERTS = HOME.resolve("deploy/prometheus/alerts.yml");
    private static final Path TESTS = HOME.resolve("deploy/prometheus/alerts.test.yml");
    private static final Path DASHBOARD = HOME.resolve("deploy/grafana/seaworthy.json");
    private static final Path PAGE = HOME.resolve("docs/metrics.md");

    @Test
    void everyMetricThatIsAskedForIsOnThePage() throws Exception {
        TreeSet<String> there = found("\\| `(\\w+)` \\| (?:gauge|counter|histogram)", PAGE);
        there.add("process_resident_memory_bytes");
        for (Path file : new Path[] {ALERTS, TESTS, DASHBOARD}) {
            TreeSet<String> asked = found("\\b((?:etcd|seaworthy|grpc_server|process)_\\w+)", file);
            asked.removeIf(name -> there.contains(name.replaceFirst("_bucket$", "")));
            assertEquals(Set.of(), asked, file + " asks for what nobody tells");
        }
    }

    @Test
    void everyAlertIsOnThePage() throws Exception {
        TreeSet<String> alerts = found("alert: (\\w+)", ALERTS);
        assertTrue(alerts.size() > 1);
        assertEquals(alerts, found("\\| `(Seaworthy\\w+)` \\|", PAGE));
    }

    @Test
    void alertsComeWhenTheyShould() throws Exception {
        assumeTrue(
                Stream.of(System.getenv("PATH").split(File.pathSeparator))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "promtool"))),
                "promtool is not on the PATH: Debian's package prometheus has it");
        Process promtool = new ProcessBuilder(
                        "promtool", "test", "rules", TESTS.getFileName().toString())
                .directory(TESTS.getParent().toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, promtool.waitFor(), said);
    }

    private static TreeSet<String> found(String pattern, Path file) throws IOException {
        TreeSet<String> names = new TreeSet<>();
        Matcher matcher = Pattern.compile(pattern).matcher(Files.readString(file));
        while (matcher.find()) {
            names.add(matcher.group(1));
        }
        return names;
    }
}
