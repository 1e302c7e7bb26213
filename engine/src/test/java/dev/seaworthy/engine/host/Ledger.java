package dev.seaworthy.engine.host;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/** A state machine that writes down every command it is given: a command applied twice shows. */
final class Ledger implements StateMachine {
    private String text = "";
    private long lastApplied;

    @Override
    public byte[] apply(long index, long timeNanos, byte[] command) {
        if (index <= lastApplied) {
            throw new IllegalStateException("entry " + index + " after " + lastApplied);
        }
        lastApplied = index;
        text += new String(command, UTF_8);
        return text.getBytes(UTF_8);
    }

    @Override
    public byte[] query(byte[] query) {
        return (new String(query, UTF_8) + "=" + text).getBytes(UTF_8);
    }

    @Override
    public SnapshotView snapshot() {
        byte[] bytes = text.getBytes(UTF_8);
        byte[] content = ByteBuffer.allocate(Long.BYTES + bytes.length)
                .putLong(lastApplied)
                .put(bytes)
                .array();
        return out -> out.write(content);
    }

    @Override
    public void restore(InputStream snapshot) throws IOException {
        ByteBuffer in = ByteBuffer.wrap(snapshot.readAllBytes());
        lastApplied = in.getLong();
        text = UTF_8.decode(in).toString();
    }

    @Override
    public long lastApplied() {
        return lastApplied;
    }

    String text() {
        return text;
    }
}
