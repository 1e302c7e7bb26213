package dev.seaworthy.storage.contract;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;

/**
 * A disk that follows a recording call by call and can say at any point what a power failure could leave of it.
 *
 * <p>Content is sure once a sync of its file has covered it, names once their directory was synced. Directories where
 * {@code journaling} holds count on more, which ext4, XFS and Btrfs give and POSIX does not: names and explicitly set
 * sizes reach the disk in their order, and syncing a file makes its name, its size and everything before them sure.
 */
final class CrashDisk {
    /** A power failure's choice among all changes that no sync has covered. */
    interface Choice {
        /** Whether this change had reached the disk. */
        boolean reached(FileOnDisk.Change change);

        /** How many of that many unsure changes of names had. */
        int namesKept(String directory, int unsure);

        /** How many bytes of the last sector that reached the disk were new. */
        default int torn() {
            return FileOnDisk.SECTOR;
        }
    }

    private static final String LOG_OF_LEVELDB = "LOG";

    private final String root;
    private final Predicate<String> journaling;
    private final Map<String, NamesOnDisk> directories = new TreeMap<>();
    private final Map<Long, FileOnDisk> files = new HashMap<>();
    private final Map<FileOnDisk, String> directoryOf = new HashMap<>();
    private final StringBuilder notes = new StringBuilder();
    private long acks = -1;
    private long calls;

    CrashDisk(String root, Predicate<String> journaling) {
        this.root = root;
        this.journaling = journaling;
        directories.put(root, new NamesOnDisk());
    }

    /** Follows one more call. */
    void follow(Recording.Call call) {
        calls++;
        switch (call.kind()) {
            case 'C' -> create(call.first(), call.text());
            case 'D' -> {
                directories.put(call.text(), new NamesOnDisk());
                names(call.text()).appear(nameOf(call.text()), null);
            }
            case 'W' -> write(call);
            case 'T' -> resize(file(call), call.second());
            case 'S' -> sync(file(call), 0, Long.MAX_VALUE);
            case 'M' -> sync(file(call), call.second(), call.second() + call.number());
            case 'F' -> file(call).syncFailed();
            case 'N' -> directories.get(call.text()).sync();
            case 'R' -> rename(call.text());
            case 'U' -> remove(call.text());
            default -> throw new IllegalStateException("not understood: " + call.kind() + " " + call.text());
        }
    }

    private void create(long inode, String path) {
        if (path.equals(root + "/" + Acks.NAME)) {
            acks = inode;
            return;
        }
        FileOnDisk file = new FileOnDisk();
        files.put(inode, file);
        directoryOf.put(file, parentOf(path));
        names(path).appear(nameOf(path), file);
    }

    private void write(Recording.Call call) {
        if (call.first() == acks) {
            notes.append(new String(call.bytes(), StandardCharsets.US_ASCII));
        } else {
            file(call).write(calls, call.second(), call.bytes());
        }
    }

    private void resize(FileOnDisk file, long size) {
        String directory = directoryOf.get(file);
        boolean journaled = journaling.test(directory);
        FileOnDisk.Change change = file.resize(calls, size, journaled);
        if (journaled) {
            directories.get(directory).resize(file, change);
        }
    }

    private void sync(FileOnDisk file, long from, long to) {
        file.sync(from, to);
        String directory = directoryOf.get(file);
        if (journaling.test(directory)) {
            directories.get(directory).syncOf(file);
        }
    }

    private void rename(String both) {
        String from = both.substring(0, both.indexOf('\0'));
        String to = both.substring(both.indexOf('\0') + 1);
        if (!parentOf(from).equals(parentOf(to))) {
            throw new IllegalStateException("renamed from one directory to another: " + from + " to " + to);
        }
        // LevelDB's own diary is written past libc's doors; nobody reads it.
        if (!nameOf(from).equals(LOG_OF_LEVELDB)) {
            names(from).rename(nameOf(from), nameOf(to));
        }
    }

    private void remove(String path) {
        if (directories.remove(path) != null || names(path).file(nameOf(path)) != null) {
            names(path).remove(nameOf(path));
        }
    }

    private FileOnDisk file(Recording.Call call) {
        FileOnDisk file = files.get(call.first());
        if (file == null) {
            throw new IllegalStateException("a file that was never made: " + call);
        }
        return file;
    }

    /** The number of the last step that was noted in this way; -1 for none. */
    int last(char what) {
        int at = notes.lastIndexOf(what + " ");
        return at < 0 ? -1 : Integer.parseInt(notes.substring(at + 2, notes.indexOf("\n", at)));
    }

    /** Every change that may have reached the disk or not, oldest first. */
    List<FileOnDisk.Change> unsure() {
        List<FileOnDisk.Change> unsure = new ArrayList<>();
        for (NamesOnDisk names : directories.values()) {
            names.after(names.unsure()).values().forEach(file -> {
                if (file != null) {
                    unsure.addAll(file.unsure());
                }
            });
        }
        unsure.sort((one, other) -> Long.compare(one.order(), other.order()));
        return unsure;
    }

    /** How many changes of names may have reached the disk or not. */
    int unsureNames() {
        return directories.values().stream().mapToInt(NamesOnDisk::unsure).sum();
    }

    /** What a power failure leaves: contents of files by their path below the root, null for a directory. */
    Map<String, byte[]> after(Choice choice) {
        Map<String, byte[]> image = new TreeMap<>();
        ToIntFunction<String> kept = directory ->
                choice.namesKept(directory, directories.get(directory).unsure());
        copy(root, kept, choice, image);
        return image;
    }

    private void copy(String directory, ToIntFunction<String> kept, Choice choice, Map<String, byte[]> image) {
        NamesOnDisk names = directories.get(directory);
        int namesKept = kept.applyAsInt(directory);
        for (Map.Entry<String, FileOnDisk> name : names.after(namesKept).entrySet()) {
            String path = directory + "/" + name.getKey();
            String below = path.substring(root.length() + 1);
            FileOnDisk file = name.getValue();
            if (file != null) {
                image.put(
                        below,
                        file.after(
                                change -> change.journaled() ? names.isKept(change, namesKept) : choice.reached(change),
                                choice.torn()));
            } else if (directories.containsKey(path)) {
                image.put(below, null);
                copy(path, kept, choice, image);
            }
        }
    }

    private NamesOnDisk names(String path) {
        return directories.get(parentOf(path));
    }

    private static String parentOf(String path) {
        return path.substring(0, path.lastIndexOf('/'));
    }

    private static String nameOf(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
