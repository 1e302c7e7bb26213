package dev.seaworthy.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.seaworthy.checker.Budget;
import dev.seaworthy.checker.Verdict;
import dev.seaworthy.checker.model.Models;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code seaworthy check}: says whether recorded histories are linearizable, and if not, why. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description =
                "Say whether a recorded history of operations is linearizable, and if not, which operations conflict.",
        footerHeading = "%nExit codes: ",
        footer = "0 linearizable, 1 not linearizable, 2 bad usage or unreadable file, 3 unknown: time, memory or budget"
                + " was spent. Of several files, the first of 2, 1, 3, 0 that one of them has.")
final class CheckCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "FILE",
            arity = "1..*",
            description = "Histories: EDN as Jepsen writes it, a log of Jepsen, or a log of Porcupine's key-value test."
                    + " The content tells which.")
    private List<Path> files;

    @Option(
            names = "--model",
            paramLabel = "MODEL",
            description = "register, cas-register, kv, multi-register, mutex, counter, fifo-queue or set; default: what"
                    + " the operations tell.")
    private String modelName;

    @Option(
            names = "--checker",
            paramLabel = "CHECKER",
            description = "auto (default): the cheapest that suffices; near-linear: by zones, where written values"
                    + " identify their writes; search: just-in-time linearization; wing-gong-lowe; knossos,"
                    + " knossos-linear, knossos-wgl: Knossos, in a JVM of its own.")
    private String checkerName = CheckerChoice.AUTO;

    @Option(
            names = "--budget",
            paramLabel = "N",
            description = "How many configurations a search may enter before the verdict is unknown;"
                    + " default: 20,000,000.")
    private Long budget;

    @Option(
            names = "--memory",
            paramLabel = "SIZE",
            converter = MemoryConverter.class,
            description = "How much memory deciding may take beside the history, as in 512m; default: half of what the"
                    + " history leaves of the heap.")
    private Long memory;

    @Option(
            names = "--time",
            paramLabel = "60s",
            converter = DurationConverter.class,
            description = "How long a file may take, reading and explaining included; without a verdict by then it is"
                    + " unknown; default: no limit; 2m for Knossos.")
    private Duration time;

    @Option(
            names = "--classpath",
            paramLabel = "PATH",
            description = "Where Clojure and Knossos are, if not on SEAWORTHY_CLASSPATH.")
    private String classPath = "";

    @Option(
            names = "--html",
            paramLabel = "PAGE.html",
            description = "Write the verdict and, if it is bad, its explanation as one HTML file; of one history.")
    private Path html;

    @Option(names = "--json", description = "Print one JSON object and nothing else.")
    private boolean json;

    CheckCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        refuseBadOptions();
        List<CheckReport> reports = new ArrayList<>();
        boolean unreadable = false;
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        for (Path file : files) {
            try {
                CheckReport report = asked().of(file, this::printVerdict);
                reports.add(report);
                if (html != null) {
                    CheckPage.write(html, report);
                }
                if (!json) {
                    report.printReasons(out);
                }
            } catch (BadInputException bad) {
                if (files.size() == 1) {
                    throw bad;
                }
                err.println(spec.qualifiedName() + ": " + bad.getMessage());
                unreadable = true;
            }
        }
        if (json) {
            Json.print(out, files.size() == 1 ? reports.get(0).toJson() : toJson(reports));
        }
        return unreadable ? ExitCode.BAD_INPUT : exitCode(reports);
    }

    private void refuseBadOptions() {
        if (budget != null && budget < 0) {
            throw new ParameterException(spec.commandLine(), "--budget must not be negative: " + budget);
        }
        if (html != null && files.size() > 1) {
            throw new ParameterException(spec.commandLine(), "--html is a page about one history, not several");
        }
        if (html != null
                && html.toAbsolutePath()
                        .normalize()
                        .equals(files.get(0).toAbsolutePath().normalize())) {
            throw new ParameterException(spec.commandLine(), "--html would write over the history: " + html);
        }
        refuseUnknown("model", modelName, Models.names());
        refuseUnknown("checker", checkerName, CheckerChoice.names());
    }

    private void refuseUnknown(String what, String name, List<String> names) {
        if (name != null && !names.contains(name)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "there is no " + what + " '" + name + "'; there are " + String.join(", ", names));
        }
    }

    private HistoryCheck asked() {
        return new HistoryCheck(
                surroundings,
                Optional.ofNullable(modelName),
                checkerName,
                budget != null ? budget : Budget.GENEROUS.visitedMax(),
                memory != null ? OptionalLong.of(memory) : OptionalLong.empty(),
                Optional.ofNullable(time),
                classPath);
    }

    private void printVerdict(CheckReport report) {
        if (!json) {
            PrintWriter out = spec.commandLine().getOut();
            if (files.size() > 1) {
                out.print(report.file() + ": ");
            }
            report.printVerdict(out, new Paint(surroundings.colours()));
            out.flush();
        }
    }

    private static ObjectNode toJson(List<CheckReport> reports) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        ArrayNode array = object.putArray("files");
        reports.forEach(report -> array.add(report.toJson()));
        return object;
    }

    /** The worst of all. */
    private static int exitCode(List<CheckReport> reports) {
        int code = ExitCode.CLEAN;
        for (CheckReport report : reports) {
            if (report.result().verdict() == Verdict.NOT_LINEARIZABLE) {
                return ExitCode.FOUND;
            }
            code = Math.max(code, report.exitCode());
        }
        return code;
    }
}
