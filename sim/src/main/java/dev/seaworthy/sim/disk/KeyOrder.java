package dev.seaworthy.sim.disk;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Comparator;

/**
 * The order of {@link Arrays#compareUnsigned}. Keys are some nine bytes long and mostly differ in their last ones only,
 * which is too short for what that does to be fast on long arrays. Has no state.
 */
final class KeyOrder implements Comparator<byte[]> {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    @Override
    public int compare(byte[] a, byte[] b) {
        int common = Math.min(a.length, b.length);
        int same = 0;
        while (same + Long.BYTES <= common && (long) LONG.get(a, same) == (long) LONG.get(b, same)) {
            same += Long.BYTES;
        }
        while (same < common && a[same] == b[same]) {
            same++;
        }
        return same < common ? Byte.compareUnsigned(a[same], b[same]) : a.length - b.length;
    }
}
