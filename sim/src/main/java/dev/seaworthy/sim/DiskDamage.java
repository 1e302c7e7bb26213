package dev.seaworthy.sim;

import dev.seaworthy.engine.host.LogStart;
import dev.seaworthy.sim.disk.SimBlobs;
import dev.seaworthy.sim.disk.SimDisk;
import dev.seaworthy.sim.kernel.Concern;
import dev.seaworthy.storage.HardStateCopies;
import dev.seaworthy.storage.HardStateRecord;
import dev.seaworthy.storage.KeyLayout;
import dev.seaworthy.storage.Slot;
import dev.seaworthy.storage.SnapshotArchive;
import java.util.Arrays;
import java.util.List;

/**
 * What goes wrong with a machine's disk while the machine is down: entries are lost, bits change. The world knows what
 * the next start has to find, the process does not. What it must not start from is proved to be refused at once, and
 * the machine gets another disk. Not thread safe.
 */
final class DiskDamage {
    private static final int SUFFIX = 2;
    private static final int WHAT = 3;
    private static final int WHERE = 4;
    private static final int BIT = 5;
    private static final int OTHER_BIT = 6;
    private static final int COUNT = 7;

    /** One hole in so many is that of a batch of which everything but its header was overwritten since. */
    private static final long HOLES_PER_LOST_HEADER = 4;

    private static final int ENTRY_PERCENT = 45;
    private static final int HEADER_PERCENT = 60;
    private static final int MARK_PERCENT = 70;
    private static final int BOTH_COPIES_PERCENT = 76;
    private static final int HEAD_PERCENT = 80;
    private static final int SNAPSHOT_PERCENT = 86;

    private static final byte[] BEFORE_ALL = {};
    private static final byte[] FIRST_ENTRY = KeyLayout.entryKey(0);

    private final SimNode node;
    private final World world;

    DiskDamage(SimNode node, World world) {
        this.node = node;
        this.world = world;
    }

    /**
     * The machine loses power, and its disk the end of the log.
     *
     * @param cause keys how much that is
     */
    void loseSuffix(int cause) {
        node.powerDown();
        long first = storage().firstIndex();
        long last = storage().lastIndex();
        if (last < first) {
            return;
        }
        // A short end more often than a long one.
        long lost = world.draws().logUniform(1, last - first + 1, Concern.DAMAGE, node.id(), cause, SUFFIX);
        long from = last - lost + 1;
        tell("loses entries " + from + " to " + last + " from its disk");
        node.losesFrom(from);
        storage().loseFrom(from);
        world.oracles().onDurable(node.id());
    }

    /**
     * The machine loses power, and its disk something that was written before what is still there: a batch that no sync
     * had covered, or entries or the header of a batch at rest.
     */
    void loseFromTheMidst(int cause) {
        List<Integer> places = disk().inTheMidst(KeyLayout.logStartKey());
        if (!places.isEmpty()) {
            int place = places.get((int) below(places.size(), cause, WHERE));
            tell("loses one un-synced batch, but none of those after it");
            // What the batches after it build on is not known here; what the log needs is not more than all of it.
            node.losesFrom(storage().firstIndex());
            disk().loseUnsynced(place);
            node.powerDownKeepingAll();
            world.oracles().onDurable(node.id());
            return;
        }
        node.powerDown();
        List<byte[]> headers = headers();
        if (headers.size() > 1 && below(HOLES_PER_LOST_HEADER, cause, WHAT) == 0) {
            byte[] key = headers.get((int) below(headers.size(), cause, WHERE));
            tell("loses the header of a batch from its disk");
            node.losesFrom(storage().firstIndex());
            disk().erase(key, Arrays.copyOf(key, key.length + 1));
            world.oracles().onDurable(node.id());
            return;
        }
        long first = storage().firstIndex();
        long last = storage().lastIndex();
        if (last <= first) {
            return;
        }
        long from = first + below(last - first, cause, WHERE);
        long count = world.draws().logUniform(1, last - from, Concern.DAMAGE, node.id(), cause, COUNT);
        tell("loses entries " + from + " to " + (from + count - 1) + " of " + last + " from its disk");
        node.losesFrom(cutAt(from));
        disk().erase(KeyLayout.entryKey(from), KeyLayout.entryKey(from + count));
        world.oracles().onDurable(node.id());
    }

    /** The machine loses power, and a bit of what its disk holds changes. */
    void rot(int cause) {
        node.powerDown();
        long percent = below(100, cause, WHAT);
        long first = storage().firstIndex();
        long last = storage().lastIndex();
        if (percent < ENTRY_PERCENT && first <= last) {
            List<byte[]> entries = disk().keys(KeyLayout.entryKey(first), KeyLayout.entryKey(last + 1));
            rotEntry(KeyLayout.indexOf(entries.get((int) below(entries.size(), cause, WHERE))), cause);
        } else if (percent >= ENTRY_PERCENT && percent < HEADER_PERCENT) {
            rotHeader(cause);
        } else if (percent >= HEADER_PERCENT && percent < MARK_PERCENT) {
            Slot mark = below(2, cause, WHERE) == 0 ? Slot.MARK_A : Slot.MARK_B;
            tell("has a disk on which " + mark + " rots");
            node.givesDoubts();
            flip(mark, cause, BIT);
        } else if (percent >= MARK_PERCENT && percent < BOTH_COPIES_PERCENT) {
            rotAway("both copies of the hard state", () -> {
                flip(Slot.HARD_STATE_A, cause, BIT);
                flip(Slot.HARD_STATE_B, cause, OTHER_BIT);
            });
        } else if (percent >= BOTH_COPIES_PERCENT && percent < HEAD_PERCENT) {
            boolean start = storage().durableStart() != null && below(2, cause, WHERE) == 0;
            byte[] key = start ? KeyLayout.logStartKey() : KeyLayout.configurationKey();
            rotAway(start ? "the log's beginning" : "the first configuration", () -> flip(key, cause));
        } else if (percent >= HEAD_PERCENT
                && percent < SNAPSHOT_PERCENT
                && storage().durableStart() != null) {
            rotSnapshot(SnapshotArchive.nameOf(storage().durableStart().snapshot()), cause);
        } else {
            rotOneCopy(cause);
        }
        world.oracles().onDurable(node.id());
    }

    private void rotEntry(long index, int cause) {
        tell("has a disk on which entry " + index + " rots");
        node.losesFrom(cutAt(index));
        flip(KeyLayout.entryKey(index), cause);
    }

    /** From where on entries may be lost when this one is: all, where it is one that the snapshot covers. */
    private long cutAt(long index) {
        LogStart start = storage().durableStart();
        return start == null || index > start.snapshot().last().index()
                ? index
                : storage().firstIndex();
    }

    private void rotHeader(int cause) {
        List<byte[]> headers = headers();
        byte[] key = headers.get((int) below(headers.size(), cause, WHERE));
        tell("has a disk on which the header of a batch rots");
        node.losesFrom(storage().firstIndex());
        flip(key, cause);
    }

    private List<byte[]> headers() {
        return disk().keys(BEFORE_ALL, FIRST_ENTRY).stream()
                .filter(key -> key.length > 1)
                .toList();
    }

    private void rotSnapshot(String name, int cause) {
        rotAway("the snapshot", () -> blobs().flip(name, below((long) blobs().size(name) * Byte.SIZE, cause, BIT)));
    }

    /** One copy of the hard state rots, where the other one is as good: nothing of it may be noticed. */
    private void rotOneCopy(int cause) {
        HardStateRecord a = HardStateRecord.decodeOrNull(disk().durableValue(Slot.HARD_STATE_A));
        HardStateRecord b = HardStateRecord.decodeOrNull(disk().durableValue(Slot.HARD_STATE_B));
        boolean first = below(2, cause, WHERE) == 0;
        if (a == null || b == null) {
            return;
        }
        if (a.sequence() != b.sequence()) {
            // The older one: what an interrupted save has left of the newer one was seen to be there.
            first = a.sequence() < b.sequence();
        }
        Slot slot = first ? Slot.HARD_STATE_A : Slot.HARD_STATE_B;
        tell("has a disk on which " + slot + " rots");
        flip(slot, cause, BIT);
        byte[] copyA = disk().durableValue(Slot.HARD_STATE_A);
        byte[] copyB = disk().durableValue(Slot.HARD_STATE_B);
        assert HardStateCopies.newest(copyA, copyB) != null : "one copy is left";
    }

    /** What rots is something the member cannot be without: nothing may start from that disk. */
    private void rotAway(String what, Runnable flip) {
        tell("has a disk on which " + what + " rots");
        node.replaceDisk(() -> {
            flip.run();
            String refusal = storage().refusal();
            if (refusal == null) {
                world.report("Recovery", node.place() + " starts from a disk on which " + what + " has rotted");
            } else {
                tell("refuses to start: " + refusal);
            }
        });
    }

    private void flip(byte[] key, int cause) {
        disk().flip(key, below((long) disk().durableValue(key).length * Byte.SIZE, cause, BIT));
    }

    private void flip(Slot slot, int cause, int what) {
        byte[] content = disk().durableValue(slot);
        boolean isHardState = slot == Slot.HARD_STATE_A || slot == Slot.HARD_STATE_B;
        // An interrupted write may have left something behind the record, where damage would be none.
        int used = isHardState ? HardStateRecord.BYTES : content.length;
        while (used > 1 && content[used - 1] == 0) {
            used--;
        }
        disk().flip(slot, below((long) used * Byte.SIZE, cause, what));
    }

    private long below(long bound, int cause, int what) {
        return world.draws().below(bound, Concern.DAMAGE, node.id(), cause, what);
    }

    private void tell(String what) {
        world.trace(node.place(), () -> what);
    }

    private NodeStorage storage() {
        return node.storage();
    }

    private SimDisk disk() {
        return node.storage().disk();
    }

    private SimBlobs blobs() {
        return node.storage().blobs();
    }
}
