package dev.seaworthy.cli.torture;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * File systems in memory, one below each folder, that become as small as what they hold: they are full then as a disk
 * is. It takes the right to mount. Any thread.
 */
public final class TinyDisks implements AutoCloseable {
    private static final long ROOMY_BYTES = 4L << 30;
    /** What a node needs to go on at all, and not enough for it to take in more. */
    private static final long NARROW_BYTES = 200L << 20;

    private static final long COMMAND_SECONDS = 10;

    private final List<Path> mounted = new ArrayList<>();

    /** Whether this process may mount, tried below this folder. */
    public static boolean areAllowed(Path folder) throws IOException {
        Path probe = Files.createTempDirectory(folder, "probe-");
        try (TinyDisks disks = new TinyDisks()) {
            disks.mount(probe);
            return true;
        } catch (IOException refused) {
            return false;
        } finally {
            Files.delete(probe);
        }
    }

    /** Puts an empty file system over an empty folder. */
    public synchronized void mount(Path folder) throws IOException {
        String where = folder.toAbsolutePath().toString();
        run("mount", "-t", "tmpfs", "-o", "size=" + ROOMY_BYTES, "seaworthy-torture", where);
        mounted.add(folder);
    }

    /** Leaves it hardly any room. */
    public void narrow(Path folder) throws IOException {
        FileStore store = Files.getFileStore(folder);
        resize(folder, store.getTotalSpace() - store.getUnallocatedSpace() + NARROW_BYTES);
    }

    /** Gives it room again. */
    public void widen(Path folder) throws IOException {
        resize(folder, ROOMY_BYTES);
    }

    private static void resize(Path folder, long bytes) throws IOException {
        run("mount", "-o", "remount,size=" + bytes, folder.toAbsolutePath().toString());
    }

    private static void run(String... command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(COMMAND_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException(String.join(" ", command) + ": " + said.strip());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            process.destroyForcibly();
        }
    }

    /** Takes them away, with what is on them. */
    @Override
    public synchronized void close() {
        for (Path folder : mounted) {
            try {
                run("umount", "-l", folder.toAbsolutePath().toString());
            } catch (IOException gone) {
                // As it should be.
            }
        }
        mounted.clear();
    }
}
