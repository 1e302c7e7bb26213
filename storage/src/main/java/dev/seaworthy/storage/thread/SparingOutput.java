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

    SparingOutput(OutputStream out, SpaceGauge space, long floorBytes) {
        super(out);
        this.space = space;
        this.floorBytes = floorBytes;
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
                throw new IOException("only " + usable + " bytes of space are left");
            }
        }
    }
}
