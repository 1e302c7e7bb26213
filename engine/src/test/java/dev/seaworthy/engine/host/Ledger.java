package dev.seaworthy.engine.host;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;

/** A state machine that writes down every command it is given: a command applied twice shows. */
final class Ledger implements StateMachine {
    private String text = "";
    private long lastApplied;

    @Override
    public byte[] apply(long index, byte[] command) {
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
    public byte[] snapshot() {
        byte[] bytes = text.getBytes(UTF_8);
        return ByteBuffer.allocate(Long.BYTES + bytes.length)
                .putLong(lastApplied)
                .put(bytes)
                .array();
    }

    @Override
    public void restore(byte[] snapshot) {
        ByteBuffer in = ByteBuffer.wrap(snapshot);
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
