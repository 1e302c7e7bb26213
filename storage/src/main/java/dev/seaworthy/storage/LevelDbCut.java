package dev.seaworthy.storage;

import dev.seaworthy.storage.LevelDbCondition.Ending;
import dev.seaworthy.storage.LevelDbCondition.FileCondition;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * Cuts the ends of files in LevelDB's log format. What is cut off is first written beside, under the file's name with
 * {@code .cut-} and the offset, and synced: the file as it was is what is left followed by that. LevelDB leaves files
 * with such names alone.
 *
 * <p>The cut is one step of the file system, a new size, and needs no space: wherever a process or the power fails, the
 * next examination finds the file either as it was or already cut. Every method is called by one thread at a time.
 */
final class LevelDbCut {
    private static final String CUT = ".cut-";

    private LevelDbCut() {}

    /** Cuts what is torn; the last of the cuts, or null where nothing was torn. */
    static TornTail cutTorn(LevelDbCondition condition) throws IOException {
        TornTail last = condition.manifest().ending() == Ending.TORN ? cut(condition.manifest()) : null;
        for (FileCondition log : condition.logs()) {
            if (log.ending() == Ending.TORN) {
                last = cut(log);
            }
        }
        return last;
    }

    /**
     * Keeps of the log files what comes before the damage.
     *
     * @param damaged the log file that is damaged
     * @param younger the log files that follow it
     */
    static void cutDamaged(FileCondition damaged, List<Path> younger) throws IOException {
        // The younger files first: as long as the damaged one is not cut, the damage stays evident.
        for (Path file : younger) {
            Files.move(file, file.resolveSibling(file.getFileName() + CUT + 0), StandardCopyOption.ATOMIC_MOVE);
        }
        Directories.sync(damaged.file().toAbsolutePath().getParent());
        cut(damaged);
    }

    private static TornTail cut(FileCondition condition) throws IOException {
        Path file = condition.file();
        long from = condition.soundBytes();
        Path copy = file.resolveSibling(file.getFileName() + CUT + from);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer tail = ByteBuffer.allocate((int) (condition.writtenBytes() - from));
            int read = 0;
            while (tail.hasRemaining() && read >= 0) {
                read = channel.read(tail, from + tail.position());
            }
            try (FileChannel kept = FileChannel.open(
                    copy, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
                tail.flip();
                while (tail.hasRemaining()) {
                    kept.write(tail);
                }
                kept.force(true);
            }
            Directories.sync(file.toAbsolutePath().getParent());
            channel.truncate(from);
            channel.force(true);
        }
        return new TornTail(file, from, condition.writtenBytes() - from, copy);
    }
}
