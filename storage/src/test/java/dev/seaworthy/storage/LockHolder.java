package dev.seaworthy.storage;

import java.io.IOException;
import java.nio.file.Path;

/** A process that holds a data directory open until it is told to end. */
final class LockHolder {
    private LockHolder() {}

    public static void main(String[] arguments) throws IOException {
        try (DataDirectory data = DataDirectory.open(Path.of(arguments[0]), DataDirectoryTest.IDENTITY)) {
            System.out.println(data.verdict().word());
            if (System.in.read() < 0) {
                // Whoever started this is gone.
                return;
            }
        }
    }
}
