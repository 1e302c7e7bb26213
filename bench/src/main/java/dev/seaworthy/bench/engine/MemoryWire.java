package dev.seaworthy.bench.engine;

import dev.seaworthy.engine.core.Member;
import dev.seaworthy.engine.host.Replica;
import dev.seaworthy.engine.host.Transport;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;

/** Carries frames between replicas of one thread, each copied once as a socket would. Not thread safe. */
final class MemoryWire implements Transport {
    private static final int FRAME_BYTES = 128 << 10;

    private record Letter(int to, ByteBuffer frame) {}

    private final Replica[] replicas;
    private final ArrayDeque<Letter> underWay = new ArrayDeque<>();
    /** Frames that replicas have been given; by the next delivery they are done with. */
    private final ArrayDeque<Letter> delivered = new ArrayDeque<>();
    /** For each receiver, letters to be used again. */
    private final ArrayDeque<Letter>[] unused;

    @SuppressWarnings({"unchecked", "rawtypes"})
    MemoryWire(Replica[] replicas) {
        this.replicas = replicas;
        unused = new ArrayDeque[replicas.length];
        for (int i = 0; i < replicas.length; i++) {
            unused[i] = new ArrayDeque<>();
        }
    }

    @Override
    public void send(Member to, ByteBuffer[] frame) {
        int at = (int) to.nodeId() - 1;
        Letter letter = unused[at].isEmpty() ? new Letter(at, ByteBuffer.allocate(FRAME_BYTES)) : unused[at].remove();
        letter.frame().clear();
        for (ByteBuffer part : frame) {
            letter.frame().put(part);
        }
        letter.frame().flip();
        underWay.add(letter);
    }

    /** Hands over all that is under way; false where nothing is. */
    boolean deliver() {
        while (!delivered.isEmpty()) {
            Letter letter = delivered.remove();
            unused[letter.to()].add(letter);
        }
        boolean any = !underWay.isEmpty();
        while (!underWay.isEmpty()) {
            Letter letter = underWay.remove();
            replicas[letter.to()].receive(letter.frame());
            delivered.add(letter);
        }
        return any;
    }
}
