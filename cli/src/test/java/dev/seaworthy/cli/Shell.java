package dev.seaworthy.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.seaworthy.sim.campaign.RaftSimulator;
import dev.seaworthy.sim.campaign.Simulator;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.LongSupplier;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/** Runs commands in this JVM and keeps what they print. */
public final class Shell {
    private static final ObjectMapper STRICT =
            new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private Shell() {}

    /** What a command left behind. */
    public record Outcome(int code, String out, String err) {
        /** Fails the test, with all that was printed, if the code is another one. */
        public Outcome expect(int expected) {
            assertEquals(expected, code, () -> "out: " + out + "\nerr: " + err);
            return this;
        }

        /** Standard output as the one JSON object it must be. */
        public JsonNode json() {
            try {
                return STRICT.readTree(out);
            } catch (JsonProcessingException notJson) {
                throw new AssertionError("not one JSON value: " + out, notJson);
            }
        }
    }

    /** Runs a command over the real simulator. */
    public static Outcome run(String... arguments) {
        return run(new RaftSimulator(), arguments);
    }

    /** Runs a command over this simulator. */
    public static Outcome run(Simulator simulator, String... arguments) {
        return run(surroundings(simulator, () -> 0), arguments);
    }

    /** Runs a command in these surroundings. */
    public static Outcome run(Surroundings surroundings, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Main.commandLine(surroundings)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
        return new Outcome(code, out.toString(), err.toString());
    }

    /** Runs a command whose both outputs are one, as on a terminal; it stands as standard output. */
    public static Outcome runOnTerminal(String... arguments) {
        StringWriter both = new StringWriter();
        PrintWriter writer = new PrintWriter(both, true);
        int code = Main.commandLine(surroundings(new RaftSimulator(), () -> 0))
                .setOut(writer)
                .setErr(writer)
                .execute(arguments);
        return new Outcome(code, both.toString(), "");
    }

    /**
     * What these arguments mean, without running them.
     *
     * @throws CommandLine.ParameterException if they mean nothing
     */
    public static ParseResult parse(String... arguments) {
        return commandLine().parseArgs(arguments);
    }

    /** The command with all its subcommands. */
    public static CommandLine commandLine() {
        return Main.commandLine(surroundings(new RaftSimulator(), () -> 0));
    }

    /** Surroundings with two cores, without terminal and colours. */
    public static Surroundings surroundings(Simulator simulator, LongSupplier nanoTime) {
        Optional<Path> home =
                Optional.ofNullable(System.getProperty("seaworthy.home")).map(Path::of);
        return new Surroundings(simulator, nanoTime, nanoTime, 2, home, false, false);
    }
}
