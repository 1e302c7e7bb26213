package dev.seaworthy.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * What is done with directories and the names in them, so that a power failure does not undo it: a file that was synced
 * is still lost where its name was not.
 */
public final class Directories {
    private Directories() {}

    /** Makes a directory, and those above it as far as they are missing, durably. It may be there already. */
    public static void create(Path directory) throws IOException {
        Path absolute = directory.toAbsolutePath();
        List<Path> changed = new ArrayList<>();
        for (Path parent = absolute.getParent(); parent != null; parent = parent.getParent()) {
            changed.add(parent);
            if (Files.exists(parent)) {
                break;
            }
        }
        Files.createDirectories(absolute);
        for (Path parent : changed) {
            sync(parent);
        }
    }

    /** Gives a file or directory another name, durably. Both must be in one file system. */
    public static void rename(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        sync(to.toAbsolutePath().getParent());
    }

    /** Makes a file with these bytes durably, or puts them in place of what it had: it has one or the other. */
    public static void replace(Path file, byte[] bytes) throws IOException {
        Path draft = file.resolveSibling(file.getFileName() + ".draft");
        try (FileChannel channel = FileChannel.open(
                draft, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            ByteBuffer rest = ByteBuffer.wrap(bytes);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            channel.force(true);
        }
        rename(draft, file);
    }

    /** Makes the names in a directory durable. */
    public static void sync(Path directory) throws IOException {
        try (FileChannel names = FileChannel.open(directory, StandardOpenOption.READ)) {
            names.force(true);
        }
    }

    /** Whether there is nothing in it. */
    static boolean isEmpty(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.findAny().isEmpty();
        }
    }

    /** Removes a file or a directory with all that is in it; nothing happens where there is none. */
    public static void delete(Path root) throws IOException {
        if (!Files.exists(root, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        List<Path> deepestFirst;
        try (Stream<Path> files = Files.walk(root)) {
            deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : deepestFirst) {
            Files.delete(file);
        }
    }

    /** Copies the regular files and directories of a tree. */
    static void copy(Path from, Path to) throws IOException {
        List<Path> all;
        try (Stream<Path> files = Files.walk(from)) {
            all = files.sorted().toList();
        }
        for (Path file : all) {
            Path target = to.resolve(from.relativize(file).toString());
            if (Files.isDirectory(file)) {
                Files.createDirectories(target);
            } else if (Files.isRegularFile(file)) {
                Files.copy(file, target);
            }
        }
    }
}
