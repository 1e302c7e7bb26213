package dev.seaworthy.cli.shard;

import dev.seaworthy.sim.campaign.CampaignResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Puts shards together that ran the same code with the same options on different seeds.
 *
 * @param code what they ran
 * @param options the options that decide what a seed means
 * @param files how many files there were
 * @param result the sum of all
 * @param missing what is yet to be done, in words; empty where the campaign is complete
 */
public record Merge(String code, String options, int files, CampaignResult result, List<String> missing) {
    private static final String PATTERN = "shard-\\d+-of-\\d+\\.jsonl";

    public Merge {
        missing = List.copyOf(missing);
    }

    /**
     * Adds up all files of shards in some folders.
     *
     * @throws ShardException where there are none, one is damaged, or two do not go together
     */
    public static Merge of(List<Path> folders) throws ShardException {
        List<ShardContent> contents = new ArrayList<>();
        for (Path file : files(folders)) {
            ShardContent content = ShardContent.read(file);
            if (content != null) {
                contents.add(content);
            }
        }
        if (contents.isEmpty()) {
            throw new ShardException("there is no shard-I-of-N.jsonl with anything in it in " + folders);
        }
        requireSameRuns(contents);
        requireDisjoint(contents);
        List<CampaignResult> results = new ArrayList<>();
        contents.forEach(content -> content.chunks().forEach(chunk -> results.add(chunk.result())));
        ShardPlan first = contents.get(0).plan();
        return new Merge(
                first.code(), first.options(), contents.size(), CampaignResult.sum(results), missing(contents));
    }

    /** The files, each once, in an order that does not depend on that of the folders. */
    private static TreeSet<Path> files(List<Path> folders) throws ShardException {
        TreeSet<Path> files = new TreeSet<>();
        for (Path folder : folders) {
            try (Stream<Path> all = Files.list(folder)) {
                for (Path file : all.toList()) {
                    if (file.getFileName().toString().matches(PATTERN)) {
                        files.add(file.toRealPath());
                    }
                }
            } catch (IOException failure) {
                throw new ShardException("cannot read the folder " + folder + ": " + failure, failure);
            }
        }
        return files;
    }

    private static void requireSameRuns(List<ShardContent> contents) throws ShardException {
        ShardContent first = contents.get(0);
        for (ShardContent other : contents) {
            if (!other.plan().code().equals(first.plan().code())) {
                throw new ShardException("these ran different code: " + first.file() + " "
                        + first.plan().code() + ", " + other.file() + " "
                        + other.plan().code());
            }
            if (!other.plan().options().equals(first.plan().options())) {
                throw new ShardException("these ran with different options: " + first.file() + " with '"
                        + first.plan().options().strip() + "', " + other.file() + " with '"
                        + other.plan().options().strip() + "'");
            }
        }
    }

    private static void requireDisjoint(List<ShardContent> contents) throws ShardException {
        TreeMap<Long, Chunk> chunks = new TreeMap<>();
        TreeMap<Long, Path> files = new TreeMap<>();
        for (ShardContent content : contents) {
            for (Chunk chunk : content.chunks()) {
                Map.Entry<Long, Chunk> before = chunks.floorEntry(chunk.toSeed());
                if (before != null && before.getValue().toSeed() >= chunk.fromSeed()) {
                    throw new ShardException("seeds " + chunk.fromSeed() + ".." + chunk.toSeed() + " of "
                            + content.file() + " were run in " + files.get(before.getKey()) + " too, as "
                            + before.getValue().fromSeed() + ".."
                            + before.getValue().toSeed());
                }
                chunks.put(chunk.fromSeed(), chunk);
                files.put(chunk.fromSeed(), content.file());
            }
        }
    }

    private static List<String> missing(List<ShardContent> contents) {
        List<String> missing = new ArrayList<>();
        TreeMap<String, ShardPlan> campaigns = new TreeMap<>();
        TreeMap<String, TreeSet<Integer>> present = new TreeMap<>();
        for (ShardContent content : contents) {
            ShardPlan plan = content.plan();
            String campaign = "seeds " + plan.fromSeed() + ".." + plan.toSeed() + " in " + plan.shards() + " shards";
            campaigns.put(campaign, plan);
            present.computeIfAbsent(campaign, name -> new TreeSet<>()).add(plan.shard());
            int done = content.chunks().size();
            if (done < plan.ownChunks()) {
                missing.add("shard " + plan.shard() + " of " + campaign + " has done " + done + " of its "
                        + plan.ownChunks() + " chunks");
            }
        }
        campaigns.forEach((campaign, plan) -> {
            for (int shard = 1; shard <= plan.shards(); shard++) {
                if (!present.get(campaign).contains(shard)) {
                    missing.add("shard " + shard + " of " + campaign + " is not here");
                }
            }
        });
        return missing;
    }
}
