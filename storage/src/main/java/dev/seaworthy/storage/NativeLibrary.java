package dev.seaworthy.storage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import org.fusesource.hawtjni.runtime.Library;
import org.fusesource.leveldbjni.JniDBFactory;

/**
 * Unpacks LevelDB's native library where we decide. Left alone, the loader puts a copy under a new name into the
 * directory for temporary files for every process, and leaves it there after a crash.
 *
 * <p>A JVM loads it once: the first store that is opened decides where it lies. Where the system property
 * {@value #PROPERTY} is set, that directory is used, and a library that lies there already, built for another platform
 * perhaps, is taken as it is.
 */
final class NativeLibrary {
    static final String PROPERTY = "library.leveldbjni.path";

    private NativeLibrary() {}

    /**
     * Makes sure that the library lies in a directory from which the loader takes it.
     *
     * @param directory where to unpack it unless the system property names another place
     * @throws StoreException where there is none for this platform, or it cannot be unpacked
     */
    static synchronized void provide(Path directory) {
        String given = System.getProperty(PROPERTY);
        if (given == null) {
            unpack(directory, true);
            System.setProperty(PROPERTY, directory.toString());
        } else {
            unpack(Path.of(given), false);
        }
    }

    /**
     * Puts the library there; one that is there already stays where it is the same, or where {@code replace} is not
     * set.
     */
    static Path unpack(Path directory, boolean replace) {
        Library library = new Library("leveldbjni", JniDBFactory.class);
        Path target = directory.resolve(library.getLibraryFileName());
        try {
            if (!replace && Files.exists(target)) {
                return target;
            }
            byte[] wanted = bytesFor(library, directory);
            if (!Files.exists(target) || !Arrays.equals(Files.readAllBytes(target), wanted)) {
                install(wanted, target);
            }
            return target;
        } catch (IOException e) {
            throw new StoreException(
                    "LevelDB's native library could not be unpacked into " + directory + ": make it writable, or name"
                            + " another directory with -D" + PROPERTY,
                    e);
        }
    }

    private static byte[] bytesFor(Library library, Path directory) throws IOException {
        String architecture = System.getProperty("os.arch");
        for (String resource : resources(library, architecture)) {
            try (InputStream in = JniDBFactory.class.getClassLoader().getResourceAsStream(resource)) {
                if (in != null) {
                    return in.readAllBytes();
                }
            }
        }
        throw new StoreException("LevelDB's native library is not packaged for " + Library.getPlatform() + " on "
                + architecture
                + ": take a binding that has it (the build's profile leveldb-arm does for ARM), or put a "
                + library.getLibraryFileName() + " built for it into " + directory
                + " and name that directory with -D" + PROPERTY);
    }

    /**
     * Where in the jar it may lie, best first. What lies in the folder of a platform itself is for Intel's processors:
     * on others it would be unpacked in vain.
     */
    static List<String> resources(Library library, String architecture) {
        String name = library.getLibraryFileName();
        String own = "META-INF/native/" + Library.getPlatform() + "/" + architecture + "/" + name;
        boolean intel = !architecture.equals("aarch64") && !architecture.startsWith("arm");
        return intel ? List.of(own, library.getPlatformSpecifcResourcePath()) : List.of(own);
    }

    private static void install(byte[] bytes, Path target) throws IOException {
        Files.createDirectories(target.getParent());
        Path unfinished = Files.createTempFile(target.getParent(), "unpacking", ".tmp");
        try {
            Files.write(unfinished, bytes);
            // A rename leaves alone what another process has loaded under the same name, and nobody ever sees half a
            // library.
            Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }
}
