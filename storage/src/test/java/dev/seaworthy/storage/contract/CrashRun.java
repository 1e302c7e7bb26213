package dev.seaworthy.storage.contract;

import dev.seaworthy.storage.MarkSync;
import dev.seaworthy.storage.Verdict;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** One recorded run, and what must be found after a power failure at any point of it. */
final class CrashRun {
    private static final int RECOVERING = -1;

    /** The directory that LevelDB keeps. It syncs no names, so it needs a file system where syncing a file does. */
    private static final String LEVELDB = "/data/log";

    /** How much more often a torn sector is tried than any other image. */
    private static final int TORN_WEIGHT = 5;

    private final String root;
    private final Run run;
    private final Course course;
    private final Path image;
    private final CrashCounts counts;
    private final Random random;
    private final CrashDisk disk;

    CrashRun(Path root, Run run, Path image, CrashCounts counts) {
        this.root = root.toString();
        this.run = run;
        this.course = run.course();
        this.image = image;
        this.counts = counts;
        this.random = new Random(run.seed());
        this.disk = new CrashDisk(this.root, directory -> directory.equals(this.root + LEVELDB));
    }

    /**
     * After every call.
     *
     * @param part which part of the images is opened
     */
    void check(List<Recording.Call> calls, double part) throws IOException {
        for (Recording.Call call : calls) {
            disk.follow(call);
            check(call, part);
        }
    }

    /** After every call that leaves names or sizes unsure: LevelDB begins, finishes or removes a file. */
    void checkWhereNamesChange(List<Recording.Call> calls, double part) throws IOException {
        for (Recording.Call call : calls) {
            disk.follow(call);
            if (disk.unsureNames() > 0) {
                check(call, part);
            }
        }
    }

    /** After every call from the sync on that failed. */
    void checkFromFailure(List<Recording.Call> calls, double part) throws IOException {
        boolean failed = false;
        for (Recording.Call call : calls) {
            disk.follow(call);
            failed |= call.kind() == 'F';
            if (failed) {
                check(call, part);
            }
        }
    }

    private void check(Recording.Call call, double part) throws IOException {
        if (disk.last(Acks.ACKNOWLEDGED) < 0) {
            return;
        }
        counts.point();
        List<String> directories = List.of(root + "/data", root + "/data/log", root + "/data/snapshots");
        List<CrashDisk.Choice> choices = Choices.of(disk, directories, random);
        for (int i = 0; i < choices.size(); i++) {
            CrashDisk.Choice choice = choices.get(i);
            // The first tears one sector, which is all that can happen to the records of one sector.
            if (random.nextDouble() < (i == 0 ? TORN_WEIGHT : 1) * part) {
                Map<String, byte[]> left = disk.after(choice);
                ByteBuffer digest = Images.digest(left);
                if (counts.isNew(digest)) {
                    Images.write(left, image);
                    open(call + " " + choice, choice.torn() < FileOnDisk.SECTOR);
                }
            }
        }
    }

    private void open(String where, boolean sectorTorn) {
        int acknowledged = disk.last(Acks.ACKNOWLEDGED);
        int begun = Math.max(acknowledged, disk.last(Acks.BEGUN));
        try {
            int found = open(acknowledged, begun, sectorTorn);
            if (found == RECOVERING) {
                return;
            }
            counts.opened(found > acknowledged);
            if (random.nextInt(8) == 0) {
                try (Home home = Home.open(image.resolve("data"), run)) {
                    home.write(course.step(found + 1));
                }
                open(found + 1, found + 1, false);
                counts.wentOn();
            }
        } catch (RuntimeException e) {
            counts.finding("after step " + acknowledged + ": " + e + "; at " + where);
        }
    }

    /** The last step that is there; {@link #RECOVERING} where the replica takes its data for damaged. */
    private int open(int acknowledged, int begun, boolean sectorTorn) {
        try (Home home = Home.open(image.resolve("data"), run)) {
            Verdict verdict = home.verdict();
            if (verdict instanceof Verdict.Damaged && run.markSync() == MarkSync.LATER) {
                // In doubt the worse: it has to be given everything back, though it lacks nothing. Where sectors are
                // whole there is no doubt, but for records that one wrong byte explains by chance.
                if (!course.holdsAll(home.contents(), acknowledged, begun)) {
                    throw new IllegalStateException("called " + verdict + ", found " + home.contents());
                }
                if (!sectorTorn) {
                    counts.coincidence();
                }
                counts.verdict(verdict.word());
                return RECOVERING;
            }
            if (!(verdict instanceof Verdict.Clean || verdict instanceof Verdict.Torn)) {
                throw new IllegalStateException("a sound disk is called " + verdict);
            }
            counts.verdict(verdict.word());
            int found = course.stepOf(home.contents(), acknowledged, begun);
            if (found < 0) {
                throw new IllegalStateException("called " + verdict.word() + ", found " + home.contents()
                        + ", acknowledged " + course.after(acknowledged));
            }
            return found;
        }
    }
}
