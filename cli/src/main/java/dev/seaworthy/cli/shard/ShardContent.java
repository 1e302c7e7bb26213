package dev.seaworthy.cli.shard;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a shard's file holds.
 *
 * @param file where it is
 * @param plan the shard's
 * @param chunks what it has done, in the order in which it did it
 * @param soundBytes where the last whole line ends; what stands behind it was torn when the process or the machine died
 */
public record ShardContent(Path file, ShardPlan plan, List<Chunk> chunks, long soundBytes) {
    public ShardContent {
        chunks = List.copyOf(chunks);
    }

    /**
     * Reads a file. A last line that is no whole one is as good as not there: its chunk was never told to be done.
     *
     * @return its content; null where not even the first line is whole
     * @throws ShardException where a line before the last is damaged, or chunks do not belong to the shard
     */
    public static ShardContent read(Path file) throws ShardException {
        String text;
        try {
            text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new ShardException("cannot read " + file + ": " + failure.getMessage(), failure);
        }
        ShardPlan plan = null;
        List<Chunk> chunks = new ArrayList<>();
        long sound = 0;
        int begin = 0;
        int number = 0;
        for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', begin)) {
            String line = text.substring(begin, end);
            begin = end + 1;
            number++;
            try {
                if (plan == null) {
                    plan = ShardLines.plan(line);
                } else {
                    Chunk chunk = ShardLines.chunk(line);
                    check(chunk, plan);
                    chunks.add(chunk);
                }
            } catch (IllegalArgumentException malformed) {
                if (plan != null && begin == text.length()) {
                    break;
                }
                throw new ShardException(
                        file + ": line " + number + " is damaged: " + malformed.getMessage(), malformed);
            }
            sound += line.getBytes(StandardCharsets.UTF_8).length + 1;
        }
        return plan == null ? null : new ShardContent(file, plan, chunks, sound);
    }

    private static void check(Chunk chunk, ShardPlan plan) {
        long number = (chunk.fromSeed() - plan.fromSeed()) / plan.chunkSeeds();
        boolean fits = chunk.fromSeed() >= plan.fromSeed()
                && chunk.toSeed() <= plan.toSeed()
                && plan.owns(number)
                && chunk.fromSeed() == plan.first(number)
                && chunk.toSeed() == plan.last(number)
                && chunk.result().totals().seeds() == chunk.toSeed() - chunk.fromSeed() + 1;
        if (!fits) {
            throw new IllegalArgumentException(
                    "seeds " + chunk.fromSeed() + ".." + chunk.toSeed() + " are no chunk of " + plan);
        }
    }
}
