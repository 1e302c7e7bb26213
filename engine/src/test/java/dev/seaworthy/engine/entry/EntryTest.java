package dev.seaworthy.engine.entry;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.seaworthy.engine.core.Configuration;
import dev.seaworthy.engine.core.EntryKind;
import dev.seaworthy.engine.core.Member;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EntryTest {
    private static final Member ONE = new Member(1, 0x0102030405060708L);
    private static final Member TWO = new Member(2, -1);
    private static final Configuration JOINT = new Configuration(List.of(ONE), List.of(ONE, TWO), List.of(TWO));

    @Test
    void theBytesOfAConfigurationNeverChange() {
        String one = "0000000000000001" + "0102030405060708";
        String two = "0000000000000002" + "ffffffffffffffff";
        assertEquals(
                "01" + "0001" + one + "0002" + one + two + "0001" + two,
                HexFormat.of().formatHex(ConfigurationCodec.encode(JOINT)));
    }

    @Test
    void everyTruncatedOrLengthenedConfigurationIsRefused() {
        byte[] bytes = ConfigurationCodec.encode(JOINT);
        for (int length = 0; length <= bytes.length + 1; length++) {
            if (length != bytes.length) {
                assertRefused(Arrays.copyOf(bytes, length));
            }
        }
    }

    @Test
    void aConfigurationOfAnotherVersionIsRefused() {
        assertRefused(ByteBuffer.wrap(ConfigurationCodec.encode(JOINT))
                .put(0, (byte) 2)
                .array());
    }

    @Test
    void aConfigurationThatCannotBeIsRefused() {
        int firstVoter = 1 + 2;
        byte[] plain = ConfigurationCodec.encode(Configuration.ofVoters(List.of(ONE, TWO)));
        assertRefused(ByteBuffer.wrap(plain.clone()).putLong(firstVoter, 0).array());
        assertRefused(ByteBuffer.wrap(plain.clone()).putLong(firstVoter, 2).array());
        assertRefused(ByteBuffer.wrap(plain.clone()).putLong(firstVoter, 3).array());
        byte[] voters = {0, 0};
        byte[] outgoingOnly = ConfigurationCodec.encode(new Configuration(List.of(ONE), List.of(TWO), List.of()));
        assertRefused(ByteBuffer.allocate(outgoingOnly.length - 16)
                .put(outgoingOnly[0])
                .put(voters)
                .put(outgoingOnly, 19, outgoingOnly.length - 19)
                .array());
    }

    @Test
    void theConfigurationOfNobodyHasBytesToo() {
        byte[] bytes = {1, 0, 0, 0, 0, 0, 0};
        assertArrayEquals(bytes, ConfigurationCodec.encode(Configuration.NONE));
        assertEquals(Configuration.NONE, ConfigurationCodec.decode(bytes));
    }

    @Test
    void theLargestConfigurationThereCanBeFits() {
        List<Member> many = IntStream.rangeClosed(1, Configuration.MEMBERS_MAX)
                .mapToObj(node -> new Member(node, 1))
                .toList();
        List<Member> others =
                many.stream().map(member -> new Member(member.nodeId(), 2)).toList();
        Configuration largest = new Configuration(many, many, others);
        byte[] bytes = ConfigurationCodec.encode(largest);
        assertEquals(ConfigurationCodec.BYTES_MAX, bytes.length);
        assertEquals(largest, ConfigurationCodec.decode(bytes));
        Member oneMore = new Member(Configuration.MEMBERS_MAX + 1, 1);
        assertThrows(IllegalArgumentException.class, () -> largest.withVoter(oneMore));
        assertThrows(IllegalArgumentException.class, () -> largest.withLearner(oneMore));
    }

    @Test
    void aBatchShowsTheCoreItsEntriesWithoutTheirBytes() {
        EntryBatch batch = new EntryBatch(List.of(
                new LogEntry(7, 2, EntryKind.NOOP, new byte[0]),
                new LogEntry(8, 2, EntryKind.COMMAND, new byte[5]),
                new LogEntry(9, 3, EntryKind.CONFIGURATION, ConfigurationCodec.encode(JOINT))));
        assertEquals(3, batch.count());
        assertEquals(2, batch.term(1));
        assertEquals(3, batch.term(2));
        assertEquals(EntryKind.NOOP, batch.kind(0));
        assertEquals(EntryKind.COMMAND, batch.kind(1));
        assertEquals(0, batch.bytes(0));
        assertEquals(5, batch.bytes(1));
        assertEquals(JOINT, batch.configuration(2));
    }

    @Test
    void aPieceOfASnapshotShowsTheCoreItsSize() {
        assertEquals(5, new SnapshotChunk(new byte[5]).bytes());
    }

    @Test
    void anEntryIsNeitherBeforeTheLogNorOfTermZeroNorBeforeTheClusterBegan() {
        assertThrows(IllegalArgumentException.class, () -> new LogEntry(0, 1, EntryKind.NOOP, new byte[0]));
        assertThrows(IllegalArgumentException.class, () -> new LogEntry(1, 0, EntryKind.NOOP, new byte[0]));
        assertThrows(IllegalArgumentException.class, () -> new LogEntry(1, 1, EntryKind.NOOP, -1, new byte[0]));
    }

    private static void assertRefused(byte[] bytes) {
        assertThrows(IllegalArgumentException.class, () -> ConfigurationCodec.decode(bytes));
    }
}
