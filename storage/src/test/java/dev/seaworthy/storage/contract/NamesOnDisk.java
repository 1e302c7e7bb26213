package dev.seaworthy.storage.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The names in one directory between memory and disk, and the sizes of its files where those are kept in the same
 * order. What was changed since the last sync is on the disk up to some point: file systems that keep a journal write
 * such changes in their order.
 */
final class NamesOnDisk {
    /**
     * One change.
     *
     * @param gone the name that goes; null for none
     * @param name the name that appears; null for none
     * @param file what it names, or what gets another size; null for a directory
     * @param resize the other size; null where names change
     */
    private record Change(String gone, String name, FileOnDisk file, FileOnDisk.Change resize) {}

    private final Map<String, FileOnDisk> now = new TreeMap<>();
    private final Map<String, FileOnDisk> durable = new TreeMap<>();
    private final List<Change> pending = new ArrayList<>();

    FileOnDisk file(String name) {
        return now.get(name);
    }

    void appear(String name, FileOnDisk file) {
        change(new Change(null, name, file, null));
    }

    void rename(String from, String to) {
        change(new Change(from, to, now.get(from), null));
    }

    void remove(String name) {
        change(new Change(name, null, null, null));
    }

    /** A file in this directory gets another size, which the file system keeps in the order of these changes. */
    void resize(FileOnDisk file, FileOnDisk.Change resize) {
        pending.add(new Change(null, null, file, resize));
    }

    private void change(Change change) {
        pending.add(change);
        apply(change, now);
    }

    private static void apply(Change change, Map<String, FileOnDisk> names) {
        if (change.gone() != null) {
            names.remove(change.gone());
        }
        if (change.name() != null) {
            names.put(change.name(), change.file());
        }
    }

    void sync() {
        settle(pending.size());
    }

    /** A sync of a file covers its own making, its own sizes, and all that was changed in the directory before that. */
    void syncOf(FileOnDisk file) {
        for (int i = pending.size() - 1; i >= 0; i--) {
            if (pending.get(i).gone() == null && pending.get(i).file() == file) {
                settle(i + 1);
                return;
            }
        }
    }

    private void settle(int count) {
        for (int i = 0; i < count; i++) {
            Change change = pending.get(i);
            apply(change, durable);
            if (change.resize() != null) {
                change.file().settle(change.resize());
            }
        }
        pending.subList(0, count).clear();
    }

    int unsure() {
        return pending.size();
    }

    /** The names after a power failure that kept this many of the unsure changes. */
    Map<String, FileOnDisk> after(int kept) {
        Map<String, FileOnDisk> names = new TreeMap<>(durable);
        for (int i = 0; i < kept; i++) {
            apply(pending.get(i), names);
        }
        return names;
    }

    /** Whether a power failure that kept this many of the unsure changes kept this one among them. */
    @SuppressWarnings("ReferenceEquality") // Two changes to the same size are two changes.
    boolean isKept(FileOnDisk.Change resize, int kept) {
        for (int i = 0; i < kept; i++) {
            if (pending.get(i).resize() == resize) {
                return true;
            }
        }
        return false;
    }
}
