package dev.seaworthy.storage.contract;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * One file between page cache and disk: the sectors that are surely on the disk, and every change since then, each of
 * which may have reached it or not.
 */
final class FileOnDisk {
    static final int SECTOR = 512;

    /**
     * A change that no sync has covered: of a sector, or of the size.
     *
     * @param order its place among all changes of all files
     * @param sector which sector got new content; -1 for a change of size
     * @param content the sector's new content
     * @param size the new size
     * @param journaled whether it is on the disk with the changes of names around it, in their order
     */
    record Change(long order, long sector, byte[] content, long size, boolean journaled) {}

    private final Map<Long, byte[]> written = new TreeMap<>();
    private final Map<Long, byte[]> durable = new TreeMap<>();
    private final List<Change> pending = new ArrayList<>();
    /** Changes that a failed sync left behind: no later sync makes them durable. */
    private final List<Change> forsaken = new ArrayList<>();

    private long size;
    private long durableSize;

    void write(long order, long from, byte[] bytes) {
        int done = 0;
        while (done < bytes.length) {
            long sector = (from + done) / SECTOR;
            int at = (int) ((from + done) % SECTOR);
            int count = Math.min(SECTOR - at, bytes.length - done);
            byte[] content = written.getOrDefault(sector, new byte[SECTOR]).clone();
            System.arraycopy(bytes, done, content, at, count);
            written.put(sector, content);
            pending.add(new Change(order, sector, content, 0, false));
            done += count;
        }
        if (from + bytes.length > size) {
            resize(order, from + bytes.length, false);
        }
    }

    Change resize(long order, long newSize, boolean journaled) {
        if (newSize < size) {
            written.keySet().removeIf(sector -> sector * SECTOR >= newSize);
            byte[] last = written.get(newSize / SECTOR);
            if (last != null) {
                byte[] cut = Arrays.copyOf(Arrays.copyOf(last, (int) (newSize % SECTOR)), SECTOR);
                written.put(newSize / SECTOR, cut);
            }
        }
        size = newSize;
        Change change = new Change(order, -1, null, newSize, journaled);
        pending.add(change);
        return change;
    }

    /** A sync of the bytes from one to another; the size goes with it. */
    void sync(long from, long to) {
        for (Iterator<Change> changes = pending.iterator(); changes.hasNext(); ) {
            Change change = changes.next();
            if (change.sector() < 0) {
                durableSize = change.size();
            } else if (change.sector() * SECTOR < to && (change.sector() + 1) * SECTOR > from) {
                durable.put(change.sector(), change.content());
                forsaken.removeIf(older -> older.sector() == change.sector());
            } else {
                continue;
            }
            changes.remove();
        }
    }

    /** A change of size has reached the disk with the file system's journal. */
    void settle(Change resize) {
        if (pending.remove(resize)) {
            durableSize = resize.size();
        }
    }

    void syncFailed() {
        forsaken.addAll(pending);
        pending.clear();
    }

    /** What may be on the disk or not, oldest first. */
    List<Change> unsure() {
        List<Change> unsure = new ArrayList<>(forsaken);
        unsure.addAll(pending);
        return unsure;
    }

    /**
     * The file's content after a power failure.
     *
     * @param reached which of the {@link #unsure} changes had reached the disk
     * @param torn how many bytes of the last such sector are new; the others are what they were
     */
    byte[] after(Predicate<Change> reached, int torn) {
        Map<Long, byte[]> sectors = new TreeMap<>(durable);
        long imageSize = durableSize;
        byte[] lastOld = null;
        byte[] lastNew = null;
        long last = -1;
        for (Change change : unsure()) {
            if (!reached.test(change)) {
                continue;
            }
            if (change.sector() < 0) {
                imageSize = change.size();
            } else {
                last = change.sector();
                lastNew = change.content();
                lastOld = sectors.put(last, lastNew);
            }
        }
        if (last >= 0 && torn < SECTOR) {
            byte[] mixed = lastOld == null ? new byte[SECTOR] : lastOld.clone();
            System.arraycopy(lastNew, 0, mixed, 0, torn);
            sectors.put(last, mixed);
        }
        byte[] image = new byte[Math.toIntExact(imageSize)];
        for (Map.Entry<Long, byte[]> sector : sectors.entrySet()) {
            long from = sector.getKey() * SECTOR;
            if (from < imageSize) {
                System.arraycopy(sector.getValue(), 0, image, (int) from, (int) Math.min(SECTOR, imageSize - from));
            }
        }
        return image;
    }
}
