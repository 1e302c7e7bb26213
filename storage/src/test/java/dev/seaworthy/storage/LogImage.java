package dev.seaworthy.storage;

import java.io.ByteArrayOutputStream;
import java.util.Random;
import java.util.zip.CRC32C;

/** Makes files in LevelDB's log format, record by record. */
final class LogImage {
    private static final int BLOCK_BYTES = 32 << 10;
    private static final int HEAD_BYTES = 7;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** Appends a record. */
    LogImage add(byte[] data) {
        int from = 0;
        boolean first = true;
        boolean last;
        do {
            int left = BLOCK_BYTES - out.size() % BLOCK_BYTES;
            if (left < HEAD_BYTES) {
                out.write(new byte[left], 0, left);
                left = BLOCK_BYTES;
            }
            int size = Math.min(data.length - from, left - HEAD_BYTES);
            last = from + size == data.length;
            fragment(first ? last ? 1 : 2 : last ? 4 : 3, data, from, size);
            from += size;
            first = false;
        } while (!last);
        return this;
    }

    private void fragment(int type, byte[] data, int from, int size) {
        CRC32C crc = new CRC32C();
        crc.update(type);
        crc.update(data, from, size);
        int masked = Integer.rotateRight((int) crc.getValue(), 15) + 0xa282ead8;
        for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
            out.write(masked >>> shift);
        }
        out.write(size);
        out.write(size >>> Byte.SIZE);
        out.write(type);
        out.write(data, from, size);
    }

    int size() {
        return out.size();
    }

    byte[] bytes() {
        return out.toByteArray();
    }

    /** Data that is recognised and, as records of ours, ends in no zeros. */
    static byte[] data(int seed, int size) {
        byte[] data = new byte[size];
        new Random(seed).nextBytes(data);
        if (size > 0) {
            data[size - 1] = 1;
        }
        return data;
    }
}
