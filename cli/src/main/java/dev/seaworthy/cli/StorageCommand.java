package dev.seaworthy.cli;

import dev.seaworthy.storage.AmnesiaException;
import dev.seaworthy.storage.Inspection;
import dev.seaworthy.storage.Inspector;
import dev.seaworthy.storage.StoreException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code seaworthy storage}: looks into a node's data directory and changes nothing in it. */
@Command(
        name = "storage",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Look into the data directory of a node that is not running. Nothing in it is changed.",
        footerHeading = "%nExit codes: ",
        footer = "0 clean or torn, 1 damaged or amnesia, 2 bad usage, no data directory, or in use.")
final class StorageCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "inspect or verify?");
    }

    @Command(
            name = "inspect",
            mixinStandardHelpOptions = true,
            versionProvider = Version.class,
            description = "Print the verdict, whose data it is, term and vote, the shape of the log, and snapshots.")
    int inspect(
            @Parameters(paramLabel = "DIR", description = "The data directory.") Path directory,
            @Option(names = "--json", description = "Print one JSON object and nothing else.") boolean json) {
        return tell(() -> Inspector.inspect(directory), json);
    }

    @Command(
            name = "verify",
            mixinStandardHelpOptions = true,
            versionProvider = Version.class,
            description = "The same, and read and verify every byte of every snapshot, too.")
    int verify(
            @Parameters(paramLabel = "DIR", description = "The data directory.") Path directory,
            @Option(names = "--json", description = "Print one JSON object and nothing else.") boolean json) {
        return tell(() -> Inspector.verify(directory), json);
    }

    private int tell(Supplier<Inspection> look, boolean json) {
        PrintWriter out = spec.commandLine().getOut();
        try {
            Inspection found = look.get();
            if (json) {
                Json.print(out, StorageReport.toJson(found));
            } else {
                StorageReport.print(out, found);
            }
            return found.isDamaged() ? ExitCode.FOUND : ExitCode.CLEAN;
        } catch (AmnesiaException e) {
            if (json) {
                Json.print(out, StorageReport.toJson(e.verdict()));
            } else {
                out.println("AMNESIA: " + e.getMessage());
            }
            return ExitCode.FOUND;
        } catch (StoreException e) {
            throw new BadInputException(e.getMessage(), e);
        }
    }
}
