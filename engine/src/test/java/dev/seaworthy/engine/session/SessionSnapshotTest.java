package dev.seaworthy.engine.session;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.seaworthy.engine.core.Digest;
import dev.seaworthy.engine.session.SessionCommand.Execute;
import dev.seaworthy.engine.session.SessionCommand.Open;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Snapshots of sessions that are cut, damaged or made up. */
class SessionSnapshotTest {
    private static final int LIMITS_AT = 17;
    private static final int COUNT_AT = LIMITS_AT + 24;
    private static final int FIRST_AT = COUNT_AT + 4;
    private static final int SECOND_AT = FIRST_AT + 36;
    private static final int ANSWERS_AT = SECOND_AT + 36;

    private final SessionedStateMachine machine =
            new SessionedStateMachine(new Journal(), new SessionLimits(Integer.MAX_VALUE, 2, 10, 100));
    private byte[] good;

    /** Session 1 without answers, then session 2 with two of one and two bytes, as of index 5 and time 150. */
    @BeforeEach
    void fill() {
        machine.apply(1, 60, new Open(0).encode());
        machine.apply(2, 120, new Open(0).encode());
        machine.apply(3, 120, new Execute(2, 7, 6, new byte[] {'a'}).encode());
        machine.apply(4, 130, new Execute(2, 6, 6, new byte[] {'b'}).encode());
        machine.apply(5, 150, new byte[0]);
        good = Snapshots.of(machine);
        assertEquals(2, machine.sessions());
    }

    @Test
    void aSnapshotCutAnywhereBeforeTheInnerOneIsRefused() {
        for (int bytes = 0; bytes < good.length - 2; bytes++) {
            byte[] cut = Arrays.copyOf(good, bytes);
            assertThrows(IllegalArgumentException.class, () -> Snapshots.restore(machine, cut), "cut to " + bytes);
        }
        assertArrayEquals(good, Snapshots.of(machine));
    }

    @Test
    void aSnapshotThatCannotBeIsRefusedAndChangesNothing() {
        StateDigest digest = machine.digest();
        assertRefused(copy().put(0, (byte) 1));
        assertRefused(copy().putLong(1, -1));
        assertRefused(copy().putLong(1, 3)); // before the last command of a session
        assertRefused(copy().putLong(9, -1));
        assertRefused(copy().putLong(9, 129)); // before the time of a session
        assertRefused(copy().putLong(9, 160)); // when the first session has expired
        assertRefused(copy().putInt(LIMITS_AT, 0));
        assertRefused(copy().putInt(LIMITS_AT + 4, 3));
        assertRefused(copy().putLong(LIMITS_AT + 8, -1));
        assertRefused(copy().putLong(LIMITS_AT + 16, 0));
        assertRefused(copy().putInt(COUNT_AT, -1));
        assertRefused(copy().putInt(COUNT_AT, Integer.MAX_VALUE));
        assertRefused(copy().putLong(FIRST_AT, 0));
        assertRefused(copy().putLong(FIRST_AT, 2)); // opened after its last command
        assertRefused(copy().putLong(FIRST_AT + 8, 0));
        assertRefused(copy().putLong(FIRST_AT + 8, 4)); // the command of the other session
        assertRefused(copy().putLong(FIRST_AT + 8, 5)); // later in the log than the other session, earlier in time
        assertRefused(copy().putLong(FIRST_AT + 8, 6));
        assertRefused(copy().putLong(FIRST_AT + 16, 50)); // has expired
        assertRefused(copy().putLong(FIRST_AT + 16, 151));
        assertRefused(copy().putLong(FIRST_AT + 24, 0));
        assertRefused(copy().putInt(FIRST_AT + 32, -1));
        assertRefused(copy().putLong(SECOND_AT, 1)); // the same client twice
        assertRefused(copy().putInt(SECOND_AT + 32, 3));
        assertRefused(copy().putLong(ANSWERS_AT, 5)); // an answer nobody wants
        assertRefused(copy().putLong(ANSWERS_AT, 7)); // twice the same sequence
        assertRefused(copy().putLong(ANSWERS_AT, 8)); // too far ahead
        assertRefused(copy().putInt(ANSWERS_AT + 8, -1));
        assertRefused(copy().putInt(ANSWERS_AT + 8, 11)); // more bytes than all may have
        assertEquals(digest, machine.digest());
        assertArrayEquals(good, Snapshots.of(machine));
    }

    @Test
    void whereTheInnerMachineRefusesNothingHasChanged() {
        byte[] cut = Arrays.copyOf(good, good.length - 3);
        assertThrows(IllegalArgumentException.class, () -> Snapshots.restore(machine, cut));
        assertArrayEquals(good, Snapshots.of(machine));
    }

    @Test
    void aStreamThatFailsIsNoVerdictOnTheSnapshot() throws IOException {
        InputStream closed = InputStream.nullInputStream();
        closed.close();
        assertThrows(IOException.class, () -> machine.restore(closed));
        assertArrayEquals(good, Snapshots.of(machine));
    }

    @Test
    void sizesAreNotBelieved() throws IOException {
        byte[] twoGigabytes =
                ByteBuffer.allocate(1000).putInt(Integer.MAX_VALUE).array();
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        SnapshotInput in = new SnapshotInput(new ByteArrayInputStream(twoGigabytes));
        long before = threads.getCurrentThreadAllocatedBytes();
        assertThrows(IllegalArgumentException.class, () -> in.bytes("value", Integer.MAX_VALUE));
        assertTrue(threads.getCurrentThreadAllocatedBytes() - before < 1 << 20);
    }

    @Test
    void theDigestOfWhatIsWrittenDoesNotDependOnTheWrites() {
        byte[] bytes = new byte[10_000];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (i * 31);
        }
        StateDigest atOnce = digest(bytes, bytes.length);
        for (int piece : new int[] {1, 7, 4095, 4096, 4097}) {
            assertEquals(atOnce, digest(bytes, piece), "in pieces of " + piece);
        }
        bytes[9_999]++;
        assertNotEquals(atOnce, digest(bytes, 7));
    }

    private static StateDigest digest(byte[] bytes, int piece) {
        DigestingOutput out = new DigestingOutput(new Digest());
        for (int from = 0; from < bytes.length; from += piece) {
            if (piece == 1) {
                out.write(bytes[from]);
            } else {
                out.write(bytes, from, Math.min(piece, bytes.length - from));
            }
        }
        return StateDigest.of(out.ended());
    }

    private ByteBuffer copy() {
        return ByteBuffer.wrap(good.clone());
    }

    private void assertRefused(ByteBuffer snapshot) {
        assertThrows(IllegalArgumentException.class, () -> Snapshots.restore(machine, snapshot.array()));
    }
}
