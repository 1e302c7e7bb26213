package dev.seaworthy.storage.contract;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** What a power failure may do to the changes that no sync has covered, within bounds. */
final class Choices {
    private static final int PREFIXES = 12;
    private static final int HOLES = 12;
    private static final int RANDOM = 6;
    private static final int SMALL_RECORD = 80;

    /**
     * @param lost the changes of content that did not reach the disk
     * @param names the part of the changes of names that did, by directory; those of absent directories all did
     * @param torn bytes of the last sector that did
     */
    private record Chosen(Set<FileOnDisk.Change> lost, Map<String, Double> names, int torn)
            implements CrashDisk.Choice {
        @Override
        public boolean reached(FileOnDisk.Change change) {
            return !lost.contains(change);
        }

        @Override
        public int namesKept(String directory, int unsure) {
            double part = names.getOrDefault(directory, names.getOrDefault("", 1.0));
            return (int) Math.round(part * unsure);
        }
    }

    private Choices() {}

    /**
     * Everything with its last sector torn; everything, nothing, beginnings, everything but one, and some at random: of
     * contents and of names.
     *
     * @param directories those whose names may differ in how far they got
     */
    static List<CrashDisk.Choice> of(CrashDisk disk, List<String> directories, Random random) {
        List<FileOnDisk.Change> unsure = disk.unsure();
        List<CrashDisk.Choice> choices = new ArrayList<>();
        choices.add(new Chosen(Set.of(), Map.of(), torn(random)));
        int namesUnsure = disk.unsureNames();
        for (int kept = 0; kept <= Math.min(namesUnsure, PREFIXES); kept++) {
            double part = namesUnsure == 0 ? 1 : (double) kept / Math.min(namesUnsure, PREFIXES);
            choices.add(new Chosen(Set.of(), Map.of("", part), FileOnDisk.SECTOR));
            choices.add(new Chosen(identities(unsure), Map.of("", part), FileOnDisk.SECTOR));
        }
        int count = unsure.size();
        for (int i = 1; i < Math.min(count, PREFIXES); i++) {
            int kept = count <= PREFIXES ? i : random.nextInt(count);
            int torn = random.nextInt(3) == 0 ? torn(random) : FileOnDisk.SECTOR;
            choices.add(new Chosen(identities(unsure.subList(kept, count)), Map.of(), torn));
        }
        for (int i = 0; i < Math.min(count, HOLES); i++) {
            int lost = count <= HOLES ? i : random.nextInt(count);
            choices.add(new Chosen(identities(unsure.subList(lost, lost + 1)), Map.of(), FileOnDisk.SECTOR));
        }
        for (int i = 0; i < RANDOM && count + disk.unsureNames() > 1; i++) {
            choices.add(anyOf(unsure, directories, random));
        }
        return choices;
    }

    private static CrashDisk.Choice anyOf(List<FileOnDisk.Change> unsure, List<String> directories, Random random) {
        int percent = random.nextInt(101);
        Set<FileOnDisk.Change> lost = identities(List.of());
        for (FileOnDisk.Change change : unsure) {
            if (random.nextInt(100) < percent) {
                lost.add(change);
            }
        }
        Map<String, Double> names = new HashMap<>();
        for (String directory : directories) {
            names.put(directory, random.nextDouble());
        }
        return new Chosen(lost, names, random.nextBoolean() ? FileOnDisk.SECTOR : torn(random));
    }

    /** Where a sector tears; within a small record more often than after it. */
    private static int torn(Random random) {
        return random.nextInt(random.nextBoolean() ? SMALL_RECORD : FileOnDisk.SECTOR);
    }

    private static Set<FileOnDisk.Change> identities(List<FileOnDisk.Change> changes) {
        return new HashSet<>(changes);
    }
}
