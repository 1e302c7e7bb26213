package dev.seaworthy.storage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * What every {@link BlobStore} has to do, as tests to be run against any implementation:
 *
 * <pre>
 *   &#64;TestFactory
 *   Stream&lt;DynamicTest&gt; keepsTheContractOfABlobStore() {
 *       return BlobStoreContract.tests(MyMedium::new);
 *   }
 * </pre>
 *
 * <p>Failures of the disk are not part of it: they need a medium that can be made to fail.
 */
public final class BlobStoreContract {
    private BlobStoreContract() {}

    /** The tests, each on a fresh medium of its own that is closed afterwards. */
    public static Stream<DynamicTest> tests(Supplier<? extends BlobMedium> media) {
        return Stream.of(
                test("a new store is empty", media, BlobStoreContract::aNewStoreIsEmpty),
                test("a draft has no name", media, BlobStoreContract::aDraftHasNoName),
                test("appended bytes add up", media, BlobStoreContract::appendedBytesAddUp),
                test("an appended array is the caller's again", media, BlobStoreContract::arraysAreCopied),
                test("an empty blob is a blob", media, BlobStoreContract::emptyBlobs),
                test("a blob is read by parts", media, BlobStoreContract::parts),
                test("a read beyond the end fails", media, BlobStoreContract::beyondTheEnd),
                test("publishing takes the place of an older blob", media, BlobStoreContract::replacing),
                test("names are in ascending order", media, BlobStoreContract::ascendingNames),
                test("what is deleted is gone", media, BlobStoreContract::deleting),
                test("drafts do not know of each other", media, BlobStoreContract::draftsApart),
                test("a draft ends when it is published", media, BlobStoreContract::publishedDraftsHaveEnded),
                test("a draft thrown away leaves nothing", media, BlobStoreContract::draftsThrownAway),
                test("blobs outlive their store, synced or not", media, BlobStoreContract::reopening),
                test("drafts do not outlive their store", media, BlobStoreContract::draftsGoWithTheirStore),
                test("what cannot be a name is none", media, BlobStoreContract::names),
                test("after closing everything is refused", media, BlobStoreContract::closing));
    }

    private static DynamicTest test(String name, Supplier<? extends BlobMedium> media, Check check) {
        return DynamicTest.dynamicTest(name, () -> {
            try (BlobMedium medium = media.get()) {
                check.on(medium);
            }
        });
    }

    private static void aNewStoreIsEmpty(BlobMedium medium) {
        try (BlobStore blobs = medium.open()) {
            assertEquals(List.of(), blobs.names());
            assertThrows(StoreException.class, () -> blobs.size("a"));
            assertThrows(StoreException.class, () -> blobs.read("a", 0, 0));
        }
    }

    private static void aDraftHasNoName(BlobMedium medium) {
        try (BlobStore blobs = medium.open()) {
            try (BlobStore.Draft draft = blobs.draft()) {
                draft.append(content(10), 0, 10);
                draft.sync();
                assertEquals(List.of(), blobs.names());
                draft.publish("a");
                assertEquals(List.of("a"), blobs.names());
            }
            assertArrayEquals(content(10), all(blobs, "a"));
        }
    }

    private static void appendedBytesAddUp(BlobMedium medium) {
        try (BlobStore blobs = medium.open()) {
            byte[] content = content(300_000);
            try (BlobStore.Draft draft = blobs.draft()) {
                int at = 0;
                for (int step = 1; at < content.length; step = step * 3 + 1) {
                    int count = Math.min(step, content.length - at);
                    draft.append(content, at, count);
                    draft.append(content, at, 0);
                    at += count;
                }
                draft.sync();
                draft.publish("a");
            }
            assertArrayEquals(content, all(blobs, "a"));
        }
    }

    private static void arraysAreCopied(BlobMedium medium) {
        try (BlobStore blobs = medium.open()) {
            byte[] content = content(10);
            try (BlobStore.Draft draft = blobs.draft()) {
                draft.append(content, 0, 10);
                content[3]++;
                draft.publish("a");
            }
            blobs.read("a", 0, 10)[4]++;
            assertArrayEquals(content(10), all(blobs, "a"));
        }
    }

    private static void emptyBlobs(BlobMedium medium) {
        try (BlobStore blobs = medium.open()) {
            publish(blobs, "a", 0);
            assertEquals(List.of("a"), blobs.names());
            assertEquals(0, blobs.size("a"));
            assertArrayEquals(new byte[0], blobs.read("a", 0, 0));
        }
    }

    private static void parts(BlobMedium medium) {
        try (BlobStore blobs = medium.open()) {
            publish(blobs, "a", 10);
            assertArrayEquals(new byte[] {content(10)[3], content(10)[4]}, blobs.read("a", 3, 2));
            assertArrayEquals(new byte[] {content(10)[9]}, blobs.read("a", 9, 1));
            assertArrayEquals(new byte[0], blobs.read("a", 10, 0));
        }
    }

    private static void beyondTheEnd(BlobMedium medium) {
        try (BlobStore blobs = medium.open()) {
            publish(blobs, "a", 10);
            assertThrows(StoreException.class, () -> blobs.read("a", 9, 2));
            assertThrows(StoreException.class, () -> blobs.read("a", 11, 1));
            assertArrayEquals(content(10), all(blobs, "a"));
        }
    }

    private static void replacing(BlobMedium medium) {
        try (BlobStore blobs = medium.open()) {
            publish(blobs, "a", 10);
            publish(blobs, "a", 5);
            assertEquals(List.of("a"), blobs.names());
            assertArrayEquals(content(5), all(blobs, "a"));
        }
    }

    private static void ascendingNames(BlobMedium medium) {
        try (BlobStore blobs = medium.open()) {
            List<String> names = new ArrayList<>(List.of("b", "a-1", "0", "a1", "a", "9z", "z".repeat(100), "-"));
            for (String name : names) {
                publish(blobs, name, 1);
            }
            names.sort(null);
            assertEquals(names, blobs.names());
        }
    }

    private static void deleting(BlobMedium medium) {
        try (BlobStore blobs = medium.open()) {
            publish(blobs, "a", 1);
            publish(blobs, "b", 2);
            blobs.delete("a");
            blobs.delete("c");
            assertEquals(List.of("b"), blobs.names());
            assertThrows(StoreException.class, () -> blobs.size("a"));
            publish(blobs, "a", 3);
            assertArrayEquals(content(3), all(blobs, "a"));
        }
    }

    private static void draftsApart(BlobMedium medium) {
        try (BlobStore blobs = medium.open();
                BlobStore.Draft one = blobs.draft();
                BlobStore.Draft other = blobs.draft()) {
            one.append(content(4), 0, 2);
            other.append(content(9), 0, 9);
            one.append(content(4), 2, 2);
            other.publish("other");
            one.publish("one");
            assertArrayEquals(content(4), all(blobs, "one"));
            assertArrayEquals(content(9), all(blobs, "other"));
        }
    }

    private static void publishedDraftsHaveEnded(BlobMedium medium) {
        try (BlobStore blobs = medium.open()) {
            BlobStore.Draft draft = blobs.draft();
            draft.append(content(4), 0, 4);
            draft.publish("a");
            assertThrows(StoreException.class, () -> draft.append(content(4), 0, 4));
            assertThrows(StoreException.class, draft::sync);
            assertThrows(StoreException.class, () -> draft.publish("b"));
            draft.close();
            assertEquals(List.of("a"), blobs.names());
            assertArrayEquals(content(4), all(blobs, "a"));
        }
    }

    private static void draftsThrownAway(BlobMedium medium) {
        try (BlobStore blobs = medium.open()) {
            BlobStore.Draft draft = blobs.draft();
            draft.append(content(4), 0, 4);
            draft.close();
            draft.close();
            assertThrows(StoreException.class, () -> draft.publish("a"));
            assertEquals(List.of(), blobs.names());
        }
    }

    private static void reopening(BlobMedium medium) {
        for (int i = 0; i < 4; i++) {
            try (BlobStore blobs = medium.open()) {
                assertEquals(i, blobs.names().size());
                publish(blobs, "a" + i, i);
                if (i % 2 == 0) {
                    blobs.syncNames();
                }
            }
        }
        try (BlobStore blobs = medium.open()) {
            for (int i = 0; i < 4; i++) {
                assertArrayEquals(content(i), all(blobs, "a" + i));
            }
        }
    }

    private static void draftsGoWithTheirStore(BlobMedium medium) {
        BlobStore blobs = medium.open();
        BlobStore.Draft draft = blobs.draft();
        draft.append(content(4), 0, 4);
        draft.sync();
        blobs.close();
        assertThrows(StoreException.class, () -> draft.publish("a"));
        draft.close();
        try (BlobStore again = medium.open()) {
            assertEquals(List.of(), again.names());
        }
    }

    private static void names(BlobMedium medium) {
        try (BlobStore blobs = medium.open()) {
            for (String name : List.of("", "A", "a.b", "../a", "a/b", "ä", "a b", "a".repeat(101))) {
                assertThrows(IllegalArgumentException.class, () -> publish(blobs, name, 1), name);
                assertThrows(IllegalArgumentException.class, () -> blobs.size(name), name);
                assertThrows(IllegalArgumentException.class, () -> blobs.read(name, 0, 0), name);
                assertThrows(IllegalArgumentException.class, () -> blobs.delete(name), name);
            }
            assertEquals(List.of(), blobs.names());
        }
    }

    private static void closing(BlobMedium medium) {
        BlobStore blobs = medium.open();
        publish(blobs, "a", 1);
        blobs.close();
        blobs.close();
        assertThrows(StoreException.class, blobs::names);
        assertThrows(StoreException.class, blobs::draft);
        assertThrows(StoreException.class, blobs::syncNames);
        assertThrows(StoreException.class, () -> blobs.size("a"));
        assertThrows(StoreException.class, () -> blobs.read("a", 0, 1));
        assertThrows(StoreException.class, () -> blobs.delete("a"));
    }

    private static void publish(BlobStore blobs, String name, int bytes) {
        try (BlobStore.Draft draft = blobs.draft()) {
            draft.append(content(bytes), 0, bytes);
            draft.sync();
            draft.publish(name);
        }
    }

    private static byte[] all(BlobStore blobs, String name) {
        return blobs.read(name, 0, (int) blobs.size(name));
    }

    private static byte[] content(int bytes) {
        byte[] content = new byte[bytes];
        for (int i = 0; i < bytes; i++) {
            content[i] = (byte) (i * 31 + bytes >> 1);
        }
        return content;
    }

    /** One test on a fresh medium. */
    private interface Check {
        void on(BlobMedium medium);
    }
}
