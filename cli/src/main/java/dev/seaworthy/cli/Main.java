package dev.seaworthy.cli;

import dev.seaworthy.sim.campaign.RaftSimulator;
import java.io.BufferedWriter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line: reads the arguments, runs the command they name, ends with its exit code. */
@Command(
        name = "seaworthy",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "A Raft engine for the JVM, tested by deterministic simulation.",
        commandListHeading = "%nCommands:%n",
        footer = {"", "'seaworthy COMMAND --help' tells more about each."})
public final class Main implements Runnable {
    private static final String DEBUG = "SEAWORTHY_DEBUG";

    @Spec
    private CommandSpec spec;

    private Main() {}

    /** Runs the command and ends the JVM. */
    public static void main(String[] arguments) {
        // Before any class of the engine is loaded: its assertions are part of what the simulator looks for.
        Main.class.getClassLoader().setPackageAssertionStatus("dev.seaworthy", true);
        boolean colours = Terminals.isTerminal(Terminals.OUTPUT) && System.getenv("NO_COLOR") == null;
        Surroundings surroundings = new Surroundings(
                new RaftSimulator(),
                System::nanoTime,
                () -> ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime(),
                Runtime.getRuntime().availableProcessors(),
                Optional.ofNullable(System.getProperty("seaworthy.home")).map(Path::of),
                Terminals.isTerminal(Terminals.ERROR),
                colours);
        PrintWriter out = utf8(FileDescriptor.out);
        PrintWriter err = utf8(FileDescriptor.err);
        int code = ExitCode.INTERNAL_ERROR;
        try {
            code = commandLine(surroundings).setOut(out).setErr(err).execute(arguments);
        } catch (Error failure) {
            // Not an Exception, so picocli lets it pass, and the JVM would end with the exit code of a violation.
            reportBug("seaworthy", failure, err);
        } finally {
            out.flush();
            err.flush();
        }
        System.exit(code);
    }

    /** The command with all its subcommands, for these surroundings. */
    static CommandLine commandLine(Surroundings surroundings) {
        CommandLine main = new CommandLine(new Main());
        CommandLine sim = new CommandLine(new SimCommand(surroundings));
        sim.addSubcommand(new MergeCommand(surroundings));
        sim.addSubcommand(new DoctorCommand(surroundings, Main.class));
        main.addSubcommand(sim);
        main.addSubcommand(new ReplayCommand(surroundings));
        main.addSubcommand(new ShrinkCommand(surroundings));
        main.addSubcommand(new ScenarioCommand(surroundings));
        main.addSubcommand(new CheckCommand(surroundings));
        main.addSubcommand(new ZooCommand(surroundings));
        main.addSubcommand(new ClusterCommand());
        main.addSubcommand(new TortureCommand(surroundings));
        main.addSubcommand(new InitCommand());
        main.addSubcommand(new NodeCommand());
        main.addSubcommand(new PutCommand());
        main.addSubcommand(new GetCommand());
        main.addSubcommand(new DeleteCommand());
        main.addSubcommand(new TxnCommand());
        main.addSubcommand(new StatusCommand());
        main.addSubcommand(new MemberCommand());
        main.addSubcommand(new TransferCommand());
        main.addSubcommand(new SnapshotCommand());
        main.addSubcommand(new RecoverCommand());
        main.addSubcommand(new StorageCommand());
        main.addSubcommand(new OptionsCommand());
        main.addSubcommand(new HashCommand(surroundings));
        main.addSubcommand(new EventsCommand(surroundings));
        main.setColorScheme(CommandLine.Help.defaultColorScheme(surroundings.colours() ? Ansi.ON : Ansi.OFF));
        main.setUsageHelpAutoWidth(false);
        main.setParameterExceptionHandler(Main::onBadArguments);
        main.setExecutionExceptionHandler(Main::onFailure);
        return main;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "which command?");
    }

    private static int onBadArguments(ParameterException failure, String[] arguments) {
        CommandLine command = failure.getCommandLine();
        PrintWriter err = command.getErr();
        err.println(name(command) + ": " + failure.getMessage());
        if (!UnmatchedArgumentException.printSuggestions(failure, err) && command.getParent() == null) {
            command.usage(err);
        } else {
            err.println("See '" + name(command) + " --help'.");
        }
        err.flush();
        return ExitCode.BAD_INPUT;
    }

    private static int onFailure(Exception failure, CommandLine command, ParseResult arguments) {
        PrintWriter err = command.getErr();
        if (failure instanceof BadInputException) {
            err.println(name(command) + ": " + failure.getMessage());
            err.flush();
            return ExitCode.BAD_INPUT;
        }
        reportBug(name(command), failure, err);
        return ExitCode.INTERNAL_ERROR;
    }

    private static void reportBug(String name, Throwable failure, PrintWriter err) {
        boolean debug = System.getenv(DEBUG) != null;
        String hint = debug ? "" : " (" + DEBUG + "=1 tells where)";
        err.println(name + ": this is a bug in seaworthy: " + failure + hint);
        if (debug) {
            failure.printStackTrace(err);
        }
        err.flush();
    }

    private static String name(CommandLine command) {
        return command.getCommandSpec().qualifiedName();
    }

    private static PrintWriter utf8(FileDescriptor stream) {
        return new PrintWriter(
                new BufferedWriter(new OutputStreamWriter(new FileOutputStream(stream), StandardCharsets.UTF_8)));
    }
}
