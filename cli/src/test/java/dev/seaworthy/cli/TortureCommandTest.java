package dev.seaworthy.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.seaworthy.checker.History;
import dev.seaworthy.cli.torture.FaultKind;
import dev.seaworthy.cli.torture.Schedule;
import dev.seaworthy.cli.torture.TortureRun;
import dev.seaworthy.sim.campaign.RaftSimulator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A short torture of three processes, and what the command refuses. */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class TortureCommandTest {
    private static final Pattern READ =
            Pattern.compile("(\\{:process \\d+, :type :ok, :f :get, :key \"[^\"]*\", :value \")[^\"]*(\"\\})");

    @TempDir
    Path home;

    @Test
    void threeNodesStandKillsAndPartitions() throws Exception {
        Path out = home.resolve("out");
        JsonNode result = Shell.run(
                        "torture",
                        "--nodes",
                        "3",
                        "--time",
                        "15s",
                        "--faults",
                        "kill,partition",
                        "--seed",
                        "3",
                        "--election-timeout",
                        "1s",
                        "--out",
                        out.toString(),
                        "--json")
                .expect(ExitCode.CLEAN)
                .json();
        assertEquals("LINEARIZABLE", result.get("verdict").asText());
        assertEquals(0, result.get("problems").size());
        assertTrue(result.get("acknowledged").asLong() > 50, result::toString);
        JsonNode schedule = new ObjectMapper().readTree(Files.readString(out.resolve("schedule.json")));
        Schedule drawn = Schedule.draw(3, 3, 15_000, EnumSet.of(FaultKind.KILL, FaultKind.PARTITION));
        assertEquals(drawn.toJson().toString(), schedule.toString());
        int faults = 0;
        for (JsonNode count : result.get("faults")) {
            faults += count.asInt();
        }
        assertTrue(faults > 0 && faults <= drawn.faults().size(), result::toString);
        assertTrue(Files.readString(out.resolve("history.html")).contains("LINEARIZABLE"));
        assertTrue(Files.readString(out.resolve("node-3/node.log")).contains("node 3 serves clients"));
        assertFalse(Files.exists(out.resolve("node-3/data")), "data of nodes that are gone");
        aReadOfWhatNobodyWroteIsFound(out.resolve("history.edn"), drawn);
    }

    /** The clean history with one answer changed: the command would have ended with 1. */
    private void aReadOfWhatNobodyWroteIsFound(Path history, Schedule schedule) throws Exception {
        Shell.run("check", history.toString()).expect(ExitCode.CLEAN);
        Matcher read = READ.matcher(Files.readString(history));
        assertTrue(read.find(), "nobody has read anything");
        Path bent = home.resolve("bent.edn");
        Files.writeString(bent, read.replaceFirst("$1nobody's$2"));
        CheckReport check = HistoryCheck.usual(Shell.surroundings(new RaftSimulator(), () -> 0), Duration.ofMinutes(1))
                .of(bent, verdict -> {});
        TortureRun.Outcome outcome = new TortureRun.Outcome(History.of(List.of()), Map.of(), Map.of(), 1, List.of());
        assertEquals(ExitCode.FOUND, new TortureReport(schedule, outcome, check, Optional.empty()).exitCode());
        TortureRun.Outcome broken =
                new TortureRun.Outcome(History.of(List.of()), Map.of(), Map.of(), 1, List.of("node 1 is gone"));
        CheckReport clean = HistoryCheck.usual(Shell.surroundings(new RaftSimulator(), () -> 0), Duration.ofMinutes(1))
                .of(history, verdict -> {});
        assertEquals(ExitCode.FOUND, new TortureReport(schedule, broken, clean, Optional.empty()).exitCode());
        assertEquals(ExitCode.CLEAN, new TortureReport(schedule, outcome, clean, Optional.empty()).exitCode());
    }

    @Test
    void whatMakesNoSenseIsRefused() throws Exception {
        refused("there is no fault 'flood'", "--faults", "kill,flood");
        refused("--nodes must be 3 to 9, not 2", "--nodes", "2");
        refused("--clients must be 1 to 200, not 0", "--clients", "0");
        refused("--election-timeout must be 50ms to 10s", "--election-timeout", "1ms");
        refused("--time must be 4s to 1h", "--time", "100ms");
        refused("there is no bug 'none-such'", "--zoo", "none-such");
        Files.writeString(home.resolve("file"), "something");
        refused("wants an empty folder", "--out", home.toString());
    }

    private static void refused(String why, String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "torture";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        Shell.Outcome outcome = Shell.run(all).expect(ExitCode.BAD_INPUT);
        assertTrue(outcome.err().contains(why), outcome::err);
        assertFalse(outcome.err().contains("\tat "), outcome::err);
    }
}
