package dev.seaworthy.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.junit.jupiter.api.Test;

/** Whoever reads only the message learns why. */
class StoreExceptionTest {
    private static String message(Throwable cause) {
        return new StoreException("d/lock could not be locked", cause).getMessage();
    }

    @Test
    void whatTheOperatingSystemSaysIsTold() {
        assertEquals(
                "d/lock could not be locked: Read-only file system",
                message(new FileSystemException("d/lock", null, "Read-only file system")));
        assertEquals("d/lock could not be locked: permission denied", message(new AccessDeniedException("d/lock")));
        assertEquals("d/lock could not be locked: Input/output error", message(new IOException("Input/output error")));
    }

    @Test
    void whatSaysNothingNewIsNot() {
        assertEquals("d/lock could not be locked", message(new NoSuchFileException("d/lock")));
        assertEquals("d/lock could not be locked", message(new IOException()));
        assertEquals("d/lock could not be locked", message(new IOException("could not be locked")));
        assertEquals("d/lock could not be locked", message(new IllegalStateException("a bug")));
    }
}
