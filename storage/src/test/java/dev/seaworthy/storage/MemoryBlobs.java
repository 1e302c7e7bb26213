package dev.seaworthy.storage;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;

/**
 * A disk for blobs in memory that can lose power at any step, and then keeps as little as a blob store's contract
 * allows, or more. Not thread safe.
 */
final class MemoryBlobs implements BlobMedium {
    /** Power is gone: what it interrupts ends here. */
    static final class PowerFailure extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** The bytes of a draft or blob. */
    private static final class Content {
        private byte[] bytes = new byte[0];
        private int synced;
    }

    /** A name was given to a content, or taken away where that is null. */
    private record Step(String name, Content before, Content after) {}

    private final TreeMap<String, Content> names = new TreeMap<>();
    private final List<Step> unsynced = new ArrayList<>();
    private Store open;
    private int stepsLeft = Integer.MAX_VALUE;
    private boolean lastStepCounts;

    /**
     * Lets the power fail after so many more steps.
     *
     * @param lastStepCounts whether the step after these takes effect though its caller never learns of it
     */
    void failAfter(int steps, boolean lastStepCounts) {
        stepsLeft = steps;
        this.lastStepCounts = lastStepCounts;
    }

    /** Power comes back: of what no sync has covered, {@code random} decides what is left. */
    void restart(Random random) {
        stepsLeft = Integer.MAX_VALUE;
        open = null;
        TreeMap<String, Integer> kept = new TreeMap<>();
        for (int i = unsynced.size() - 1; i >= 0; i--) {
            String name = unsynced.get(i).name();
            int steps = (int)
                    unsynced.stream().filter(step -> step.name().equals(name)).count();
            int back = kept.computeIfAbsent(name, any -> random.nextInt(steps + 1));
            if (back > 0) {
                kept.put(name, back - 1);
                set(name, unsynced.get(i).before());
            }
        }
        unsynced.clear();
        for (Content content : names.values()) {
            content.bytes = Arrays.copyOf(
                    content.bytes, content.synced + random.nextInt(content.bytes.length - content.synced + 1));
            for (int at = content.synced; at < content.bytes.length; at++) {
                content.bytes[at] = random.nextInt(4) == 0 ? 0 : content.bytes[at];
            }
            content.synced = content.bytes.length;
        }
    }

    /** The bytes of a blob, to be damaged in place. */
    byte[] bytes(String name) {
        return names.get(name).bytes;
    }

    void setBytes(String name, byte[] bytes) {
        names.get(name).bytes = bytes;
    }

    @Override
    public BlobStore open() {
        open = new Store();
        return open;
    }

    @Override
    public void close() {
        names.clear();
    }

    private void set(String name, Content content) {
        if (content == null) {
            names.remove(name);
        } else {
            names.put(name, content);
        }
    }

    private void step(Runnable effect) {
        if (stepsLeft == 0) {
            if (lastStepCounts) {
                effect.run();
                lastStepCounts = false;
            }
            throw new PowerFailure();
        }
        stepsLeft--;
        effect.run();
    }

    private void name(String name, Content content) {
        step(() -> {
            unsynced.add(new Step(name, names.get(name), content));
            set(name, content);
        });
    }

    /** One process's hold on the disk. */
    private final class Store implements BlobStore {
        private boolean closed;

        @Override
        public Draft draft() {
            requireUsable();
            return new MemoryDraft(this);
        }

        @Override
        public List<String> names() {
            requireUsable();
            return new ArrayList<>(names.keySet());
        }

        @Override
        public long size(String name) {
            return content(name).bytes.length;
        }

        @Override
        public byte[] read(String name, long offset, int bytes) {
            byte[] all = content(name).bytes;
            if (offset + bytes > all.length) {
                throw new StoreException(name + " ends before byte " + (offset + bytes));
            }
            return Arrays.copyOfRange(all, (int) offset, (int) offset + bytes);
        }

        @Override
        public void delete(String name) {
            requireName(name);
            if (names.containsKey(name)) {
                name(name, null);
            }
        }

        @Override
        public void syncNames() {
            requireUsable();
            step(unsynced::clear);
        }

        @Override
        public void close() {
            closed = true;
        }

        private Content content(String name) {
            requireName(name);
            Content content = names.get(name);
            if (content == null) {
                throw new StoreException("there is no " + name);
            }
            return content;
        }

        private void requireName(String name) {
            requireUsable();
            if (!name.matches("[a-z0-9-]{1,100}")) {
                throw new IllegalArgumentException(name);
            }
        }

        private void requireUsable() {
            if (closed || open != this) {
                throw new StoreException("the store was closed");
            }
        }
    }

    /** A content without a name. */
    private final class MemoryDraft implements BlobStore.Draft {
        private final Store store;
        private final Content content = new Content();
        private boolean ended;

        private MemoryDraft(Store store) {
            this.store = store;
        }

        @Override
        public void append(byte[] bytes, int from, int count) {
            requireOpen();
            step(() -> {
                int end = content.bytes.length;
                content.bytes = Arrays.copyOf(content.bytes, end + count);
                System.arraycopy(bytes, from, content.bytes, end, count);
            });
        }

        @Override
        public void sync() {
            requireOpen();
            step(() -> content.synced = content.bytes.length);
        }

        @Override
        public void publish(String name) {
            requireOpen();
            store.requireName(name);
            name(name, content);
            ended = true;
        }

        @Override
        public void close() {
            ended = true;
        }

        private void requireOpen() {
            store.requireUsable();
            if (ended) {
                throw new StoreException("the draft has ended");
            }
        }
    }
}
