package dev.seaworthy.example;

import dev.seaworthy.engine.host.SnapshotView;
import dev.seaworthy.engine.host.StateMachine;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** Scores of players. The command "ann 3" adds to a score, the query "ann" asks for it; every answer is the score. */
class ScoreTable implements StateMachine {
    final TreeMap<String, Long> scores = new TreeMap<>();
    long lastApplied;

    @Override
    public byte[] apply(long index, long timeNanos, byte[] command) {
        lastApplied = index;
        String[] words = text(command).split(" ");
        long score = scores.merge(words[0], Long.parseLong(words[1]), Long::sum);
        return bytes(Long.toString(score));
    }

    @Override
    public byte[] query(byte[] query) {
        return bytes(Long.toString(scores.getOrDefault(text(query), 0L)));
    }

    @Override
    public SnapshotView snapshot() {
        return out -> write(out, lastApplied, scores);
    }

    @Override
    public void restore(InputStream in) throws IOException {
        DataInputStream data = new DataInputStream(in);
        lastApplied = data.readLong();
        scores.clear();
        for (int left = data.readInt(); left > 0; left--) {
            scores.put(data.readUTF(), data.readLong());
        }
    }

    @Override
    public long lastApplied() {
        return lastApplied;
    }

    static void write(OutputStream out, long lastApplied, Map<String, Long> scores) throws IOException {
        DataOutputStream data = new DataOutputStream(out);
        data.writeLong(lastApplied);
        data.writeInt(scores.size());
        for (Map.Entry<String, Long> score : scores.entrySet()) {
            data.writeUTF(score.getKey());
            data.writeLong(score.getValue());
        }
        data.flush();
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
