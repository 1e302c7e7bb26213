package dev.seaworthy.engine.entry;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.seaworthy.engine.core.Configuration;
import dev.seaworthy.engine.core.Member;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ConfigurationPropertyTest {
    @Property
    void aConfigurationComesBackFromItsBytes(@ForAll("configurations") Configuration configuration) {
        byte[] bytes = ConfigurationCodec.encode(configuration);
        assertEquals(configuration, ConfigurationCodec.decode(bytes));
    }

    @Property(tries = 2000)
    void whatIsDecodedWasTheCanonicalEncoding(@ForAll("nearlyConfigurations") byte[] bytes) {
        Configuration configuration;
        try {
            configuration = ConfigurationCodec.decode(bytes);
        } catch (IllegalArgumentException refused) {
            return;
        }
        assertArrayEquals(bytes, ConfigurationCodec.encode(configuration));
    }

    /**
     * Each of eight nodes is a voter, a leaving voter, both, a learner, a leaving voter that becomes a learner, or no
     * member; node 1 always votes.
     */
    @Provide
    Arbitrary<Configuration> configurations() {
        Arbitrary<List<Integer>> parts =
                Arbitraries.integers().between(0, 5).list().ofSize(7);
        return Combinators.combine(parts, Arbitraries.longs()).as((part, diskId) -> {
            List<Member> voters = new ArrayList<>(List.of(new Member(1, diskId)));
            List<Member> outgoing = new ArrayList<>();
            List<Member> learners = new ArrayList<>();
            for (int i = 0; i < part.size(); i++) {
                Member member = new Member(i + 2, diskId + i);
                switch (part.get(i)) {
                    case 1 -> voters.add(member);
                    case 2 -> outgoing.add(member);
                    case 3 -> {
                        voters.add(member);
                        outgoing.add(member);
                    }
                    case 4 -> learners.add(member);
                    case 5 -> {
                        outgoing.add(member);
                        learners.add(member);
                    }
                    default -> {}
                }
            }
            return new Configuration(voters, outgoing, learners);
        });
    }

    /** A valid one, one byte of it changed. */
    @Provide
    Arbitrary<byte[]> nearlyConfigurations() {
        Arbitrary<Byte> changes = Arbitraries.bytes().between((byte) -1, (byte) 9);
        return Combinators.combine(configurations(), Arbitraries.integers(), changes)
                .as((configuration, where, what) -> {
                    byte[] bytes = ConfigurationCodec.encode(configuration);
                    return ByteBuffer.wrap(bytes)
                            .put(Math.floorMod(where, bytes.length), what)
                            .array();
                });
    }
}
