package dev.seaworthy.storage.thread;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Passes bytes on for as long as so much space stays free; looks every {@value #LOOK_BYTES} bytes. */
final class SparingOutput extends FilterOutputStream {
    private static final int LOOK_BYTES = 1 << 20;

    private final SpaceGauge space;
    private final long floorBytes;
    private long untilLook;
    private boolean refused;

    SparingOutput(OutputStream out, SpaceGauge space, long floorBytes) {
        super(out);
        this.space = space;
        this.floorBytes = floorBytes;
    }

    /**
     * Whether bytes were refused. That they were, is told by nothing else: space may be back by the time it is asked.
     */
    boolean refused() {
        return refused;
    }

    @Override
    public void write(int one) throws IOException {
        look(1);
        out.write(one);
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
        look(count);
        out.write(bytes, from, count);
    }

    private void look(int count) throws IOException {
        untilLook -= count;
        if (untilLook <= 0) {
            untilLook = LOOK_BYTES;
            long usable = space.usableBytes();
            if (usable - count < floorBytes) {
                refused = true;
                throw new IOException("only " + usable + " bytes of space are left");
            }
        }
    }
}
