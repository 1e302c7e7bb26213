package dev.seaworthy.sim.disk;

import dev.seaworthy.storage.BlobStore;
import dev.seaworthy.storage.StoreException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;

/**
 * One machine's blobs. What is written is readable at once; bytes and names are durable, each kind on its own, once a
 * sync that somebody asked for has covered them. A crash takes what no sync has covered back, or leaves some of it: of
 * each name some of its steps, of each blob's bytes some more, and those perhaps wrong.
 *
 * <p>No sync is done when it returns: the world does it later, by {@link #syncThrough}. That is how the time a sync
 * takes becomes virtual while the code above believes to have waited.
 *
 * <p>A process uses it by {@link #open}. Not thread safe.
 */
public final class SimBlobs {
    private final TreeMap<String, Blob> named = new TreeMap<>();
    private final TreeMap<String, Blob> durablyNamed = new TreeMap<>();
    /** Names given and taken that no sync has covered, oldest first. */
    private final List<Step> steps = new ArrayList<>();
    /** Blobs and drafts of which some bytes are not durable. */
    private final List<Blob> undurable = new ArrayList<>();

    private long operations;
    /** The newest operation that asked for names to be durable; 0 where the process that asked is gone. */
    private long namesAsked;

    private Handle handle;
    private boolean failsRead;

    private record Step(long operation, String name, Blob blob) {}

    private static final class Blob {
        private byte[] bytes = {};
        private int durableBytes;
        private int askedBytes;
        private long askedAt;
    }

    /**
     * Opens the blobs for a process.
     *
     * @throws StoreException where another process has them open
     */
    public BlobStore open() {
        if (handle != null) {
            throw new StoreException("the blobs are in use by another process: crash it or close its store first");
        }
        handle = new Handle();
        return handle;
    }

    /** How many operations there were, which is the number of the last one. */
    public long operations() {
        return operations;
    }

    /** Every sync that was asked for up to this operation is done. */
    public void syncThrough(long operation) {
        for (int i = undurable.size() - 1; i >= 0; i--) {
            Blob blob = undurable.get(i);
            if (blob.askedAt != 0 && blob.askedAt <= operation) {
                blob.durableBytes = Math.max(blob.durableBytes, blob.askedBytes);
                if (blob.durableBytes == blob.bytes.length) {
                    undurable.remove(i);
                }
            }
        }
        long covered = Math.min(operation, namesAsked);
        while (!steps.isEmpty() && steps.get(0).operation() <= covered) {
            take(steps.remove(0), durablyNamed);
        }
    }

    /** How many bytes of blobs and drafts no sync has covered. */
    public long unsyncedBytes() {
        long bytes = 0;
        for (int i = 0; i < undurable.size(); i++) {
            bytes += undurable.get(i).bytes.length - undurable.get(i).durableBytes;
        }
        return bytes;
    }

    /** Whether the next read fails. */
    public void failNextRead(boolean fails) {
        failsRead = fails;
    }

    /** The size of a blob, in bytes. */
    public int size(String name) {
        return named.get(name).bytes.length;
    }

    /** Damage: one bit of a blob, counted from the first bit of the first byte, is another one. */
    public void flip(String name, long what) {
        Blob blob = named.get(name);
        blob.bytes = blob.bytes.clone();
        SimDisk.flipBit(blob.bytes, what);
    }

    /** The machine loses power. The process's store refuses everything after that. */
    public void crash(Chance chance) {
        TreeMap<String, Integer> stepsOfName = new TreeMap<>();
        for (int i = 0; i < steps.size(); i++) {
            stepsOfName.merge(steps.get(i).name(), 1, Integer::sum);
        }
        int what = 0;
        for (String name : List.copyOf(stepsOfName.keySet())) {
            stepsOfName.put(name, (int) chance.below(stepsOfName.get(name) + 1L, what++));
        }
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            int left = stepsOfName.get(step.name());
            if (left > 0) {
                take(step, durablyNamed);
                stepsOfName.put(step.name(), left - 1);
            }
        }
        steps.clear();
        named.clear();
        named.putAll(durablyNamed);
        for (int i = 0; i < undurable.size(); i++) {
            spoil(undurable.get(i), chance, what + 2 * i);
        }
        undurable.clear();
        namesAsked = 0;
        if (handle != null) {
            handle.refusal = "its process has crashed";
            handle = null;
        }
    }

    /** Of the bytes that no sync has covered some are left, and they need not be those that were written. */
    private static void spoil(Blob blob, Chance chance, int what) {
        int left = blob.durableBytes + (int) chance.below(blob.bytes.length - blob.durableBytes + 1L, what);
        blob.bytes = Arrays.copyOf(blob.bytes, left);
        if (left > blob.durableBytes && chance.below(2, what + 1) == 0) {
            blob.bytes[left - 1] ^= 0x55;
        }
        blob.durableBytes = left;
        blob.askedBytes = left;
        blob.askedAt = 0;
    }

    private static void take(Step step, TreeMap<String, Blob> names) {
        if (step.blob() == null) {
            names.remove(step.name());
        } else {
            names.put(step.name(), step.blob());
        }
    }

    private static void checkName(String name) {
        boolean sound = !name.isEmpty() && name.length() <= BlobStore.NAME_MAX;
        for (int i = 0; i < name.length(); i++) {
            char letter = name.charAt(i);
            sound &= letter >= 'a' && letter <= 'z' || letter >= '0' && letter <= '9' || letter == '-';
        }
        if (!sound) {
            throw new IllegalArgumentException("no blob can be called '" + name + "'");
        }
    }

    private void step(String name, Blob blob) {
        Step step = new Step(++operations, name, blob);
        take(step, named);
        steps.add(step);
    }

    /** One process's hold on the blobs. */
    private final class Handle implements BlobStore {
        /** Why it refuses everything; null while it is usable. */
        private String refusal;

        @Override
        public Draft draft() {
            refuseUnlessUsable();
            return new SimDraft(this);
        }

        @Override
        public List<String> names() {
            refuseUnlessUsable();
            return List.copyOf(named.keySet());
        }

        @Override
        public long size(String name) {
            return blob(name).bytes.length;
        }

        @Override
        public byte[] read(String name, long offset, int bytes) {
            Blob blob = blob(name);
            if (failsRead) {
                failsRead = false;
                throw new StoreException("the disk cannot read blob " + name + ": input/output error");
            }
            if (offset < 0 || bytes < 0 || offset + bytes > blob.bytes.length) {
                throw new StoreException("blob " + name + " of " + blob.bytes.length + " bytes has no " + bytes
                        + " bytes from byte " + offset + " on");
            }
            return Arrays.copyOfRange(blob.bytes, (int) offset, (int) offset + bytes);
        }

        @Override
        public void delete(String name) {
            checkName(name);
            refuseUnlessUsable();
            if (named.containsKey(name)) {
                step(name, null);
            }
        }

        @Override
        public void syncNames() {
            refuseUnlessUsable();
            namesAsked = ++operations;
        }

        /** Closes it as an orderly end of the process does; who asked for a sync that is not done yet is gone. */
        @Override
        public void close() {
            if (refusal == null) {
                refusal = "it was closed";
                handle = null;
                namesAsked = 0;
                for (int i = 0; i < undurable.size(); i++) {
                    undurable.get(i).askedAt = 0;
                }
            }
        }

        private Blob blob(String name) {
            checkName(name);
            refuseUnlessUsable();
            Blob blob = named.get(name);
            if (blob == null) {
                throw new StoreException("there is no blob " + name);
            }
            return blob;
        }

        private void refuseUnlessUsable() {
            if (refusal != null) {
                throw new StoreException("the blobs cannot be used any more, " + refusal + ": open them anew");
            }
        }
    }

    private final class SimDraft implements BlobStore.Draft {
        private final Handle owner;
        private final Blob blob = new Blob();
        private boolean ended;

        private SimDraft(Handle owner) {
            this.owner = owner;
            undurable.add(blob);
        }

        @Override
        public void append(byte[] bytes, int from, int count) {
            refuseUnlessUsable();
            int before = blob.bytes.length;
            blob.bytes = Arrays.copyOf(blob.bytes, before + count);
            System.arraycopy(bytes, from, blob.bytes, before, count);
            operations++;
        }

        @Override
        public void sync() {
            refuseUnlessUsable();
            blob.askedBytes = blob.bytes.length;
            blob.askedAt = ++operations;
        }

        @Override
        public void publish(String name) {
            checkName(name);
            refuseUnlessUsable();
            ended = true;
            step(name, blob);
        }

        @Override
        public void close() {
            if (!ended) {
                ended = true;
                undurable.remove(blob);
            }
        }

        private void refuseUnlessUsable() {
            owner.refuseUnlessUsable();
            if (ended) {
                throw new StoreException("the draft was published or closed");
            }
        }
    }
}
