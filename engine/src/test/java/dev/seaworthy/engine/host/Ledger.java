package dev.seaworthy.engine.host;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** A state machine that writes down every command it is given: a command applied twice shows. */
final class Ledger implements StateMachine {
    /** Cluster time of every command applied. */
    final List<Long> times = new ArrayList<>();
    /** The command, query or snapshot it cannot cope with; nothing where it copes with all. */
    String poison = "nothing";
    /** The command it has no answer to. */
    String unanswered = "nothing";
    /** Added to what it says that it has applied. */
    long ahead;

    private String text = "";
    private long lastApplied;

    @Override
    public byte[] apply(long index, long timeNanos, byte[] command) {
        if (index <= lastApplied) {
            throw new IllegalStateException("entry " + index + " after " + lastApplied);
        }
        refuse(new String(command, UTF_8));
        times.add(timeNanos);
        lastApplied = index;
        text += new String(command, UTF_8);
        if (new String(command, UTF_8).equals(unanswered)) {
            return null;
        }
        return text.getBytes(UTF_8);
    }

    @Override
    public byte[] query(byte[] query) {
        refuse(new String(query, UTF_8));
        return (new String(query, UTF_8) + "=" + text).getBytes(UTF_8);
    }

    @Override
    public SnapshotView snapshot() {
        refuse("snapshot of " + text);
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
        long last = in.getLong();
        String content = UTF_8.decode(in).toString();
        refuse(content);
        lastApplied = last;
        text = content;
    }

    @Override
    public long lastApplied() {
        return lastApplied + ahead;
    }

    String text() {
        return text;
    }

    private void refuse(String input) {
        if (input.equals(poison)) {
            throw new IllegalArgumentException("poisoned by " + input);
        }
    }
}
