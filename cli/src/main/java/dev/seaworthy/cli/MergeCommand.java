package dev.seaworthy.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.seaworthy.cli.shard.Merge;
import dev.seaworthy.cli.shard.ShardException;
import dev.seaworthy.sim.campaign.CampaignResult;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.LongFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code seaworthy sim merge}: what the shards of a campaign came to together. */
@Command(
        name = "merge",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Add up what shards have written: the result is that of one machine that ran all their seeds.",
        footerHeading = "%nExit codes: ",
        footer = "0 complete and no violation, 1 a property was violated, 2 the files do not go together, 3 no"
                + " violation, but seeds are missing.")
final class MergeCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "DIR",
            arity = "1..*",
            description = "Folders that 'seaworthy sim --shard I/N --out DIR' has written to.")
    private List<Path> folders;

    @Option(names = "--json", description = "Print one JSON object and nothing else.")
    private boolean json;

    MergeCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Merge merge;
        try {
            merge = Merge.of(folders);
        } catch (ShardException unusable) {
            throw new BadInputException(unusable.getMessage(), unusable);
        }
        LongFunction<String> replay = seed -> "./seaworthy replay " + seed + merge.options();
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            ObjectNode object = CampaignJson.of(merge.result(), replay);
            object.put("code", merge.code());
            ArrayNode missing = object.putArray("missing");
            merge.missing().forEach(missing::add);
            Json.print(out, object);
        } else {
            print(out, merge, replay);
        }
        if (!merge.result().isClean()) {
            return ExitCode.FOUND;
        }
        return merge.missing().isEmpty() ? ExitCode.CLEAN : ExitCode.UNKNOWN;
    }

    private void print(PrintWriter out, Merge merge, LongFunction<String> replay) {
        Paint paint = new Paint(surroundings.colours());
        CampaignResult result = merge.result();
        out.println(paint.bold(Figures.count(merge.files(), "shard")) + " of code " + merge.code()
                + (merge.options().isEmpty() ? "" : "," + merge.options()) + ":");
        CampaignSummary summary = new CampaignSummary(out, paint);
        summary.sum(result);
        summary.findings(result, replay);
        if (!merge.missing().isEmpty()) {
            out.println();
            out.println(paint.bold("Not complete:"));
            merge.missing().forEach(line -> out.println("  " + line));
        }
    }
}
