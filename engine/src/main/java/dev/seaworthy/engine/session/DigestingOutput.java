package dev.seaworthy.engine.session;

import dev.seaworthy.engine.core.Digest;
import java.io.OutputStream;
import java.util.Arrays;

/** Digests what is written to it, however it is cut into writes; keeps one block of it. Not thread safe. */
final class DigestingOutput extends OutputStream {
    private static final int BLOCK_BYTES = 4096;

    private final Digest digest;
    private final byte[] block = new byte[BLOCK_BYTES];
    private int used;

    /** Goes on from where the digest stands. */
    DigestingOutput(Digest digest) {
        this.digest = digest;
    }

    @Override
    public void write(int b) {
        block[used++] = (byte) b;
        if (used == BLOCK_BYTES) {
            digest.add(block);
            used = 0;
        }
    }

    @Override
    public void write(byte[] bytes, int from, int count) {
        for (int done = 0; done < count; ) {
            int more = Math.min(count - done, BLOCK_BYTES - used);
            System.arraycopy(bytes, from + done, block, used, more);
            used += more;
            done += more;
            if (used == BLOCK_BYTES) {
                digest.add(block);
                used = 0;
            }
        }
    }

    /** The digest with the last, shorter block in it. Nothing is to be written afterwards. */
    Digest ended() {
        return digest.add(Arrays.copyOf(block, used));
    }
}
