package dev.seaworthy.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.seaworthy.engine.core.Digest;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** The digest of content that comes in pieces. */
class ContentDigestTest {
    @Test
    void contentIsItsBytesAsNumbersThenItsSize() {
        byte[] content = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
        String expected = new Digest()
                .add(0x0102030405060708L)
                .add(0x090A000000000000L)
                .add(10)
                .hex();
        assertEquals(expected, digest(content, List.of()));
        assertEquals(new Digest().add(0).hex(), digest(new byte[0], List.of()));
    }

    @Property(tries = 300)
    void howContentIsCutDoesNotMatter(
            @ForAll @Size(max = 200) byte[] content, @ForAll List<@IntRange(max = 40) Integer> cuts) {
        assertEquals(digest(content, List.of()), digest(content, cuts));
    }

    @Property(tries = 300)
    void zerosAtTheEndMatter(@ForAll @Size(max = 40) byte[] content, @ForAll @IntRange(min = 1, max = 20) int more) {
        assertNotEquals(digest(content, List.of()), digest(Arrays.copyOf(content, content.length + more), List.of()));
    }

    private static String digest(byte[] content, List<Integer> cuts) {
        ContentDigest digest = new ContentDigest();
        int at = 0;
        for (int cut : cuts) {
            int count = Math.min(cut, content.length - at);
            digest.add(content, at, count);
            at += count;
        }
        digest.add(content, at, content.length - at);
        assertEquals(content.length, digest.bytes());
        return digest.finish().hex();
    }
}
