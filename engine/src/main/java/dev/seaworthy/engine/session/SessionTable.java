package dev.seaworthy.engine.session;

import dev.seaworthy.engine.core.Digest;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;

/** For every client its last command's sequence and the answer to it, ordered by client id. */
final class SessionTable {
    private static final int SESSION_BYTES = 2 * Long.BYTES + Integer.BYTES;

    private final TreeMap<Long, Session> sessions = new TreeMap<>();
    private final SetDigest digest = new SetDigest();
    private long resultBytes;

    /** The digest is kept so that replacing a session need not walk its old result. */
    record Session(long sequence, byte[] result, StateDigest digest) {}

    /** Null where the client is new. */
    Session get(long clientId) {
        return sessions.get(clientId);
    }

    void put(long clientId, long sequence, byte[] result) {
        Session session = new Session(
                sequence,
                result,
                StateDigest.of(new Digest().add(clientId).add(sequence).add(result)));
        Session before = sessions.put(clientId, session);
        if (before != null) {
            digest.remove(before.digest());
            resultBytes -= before.result().length;
        }
        digest.add(session.digest());
        resultBytes += result.length;
    }

    int size() {
        return sessions.size();
    }

    Digest addTo(Digest larger) {
        return digest.addTo(larger);
    }

    /** What {@link #encode} will write. */
    long encodedBytes() {
        return Integer.BYTES + (long) sessions.size() * SESSION_BYTES + resultBytes;
    }

    void encode(ByteBuffer out) {
        out.putInt(sessions.size());
        for (Map.Entry<Long, Session> entry : sessions.entrySet()) {
            Session session = entry.getValue();
            out.putLong(entry.getKey()).putLong(session.sequence());
            out.putInt(session.result().length).put(session.result());
        }
    }

    /**
     * Reads what {@link #encode} wrote and leaves the buffer behind it.
     *
     * @throws IllegalArgumentException where the bytes are not the canonical form of any table
     */
    static SessionTable decode(ByteBuffer in) {
        need(in, Integer.BYTES, "the number of sessions");
        int count = in.getInt();
        if (count < 0 || count > in.remaining() / SESSION_BYTES) {
            throw new IllegalArgumentException("no room for " + count + " sessions in " + in.remaining() + " bytes");
        }
        SessionTable table = new SessionTable();
        long lastClientId = 0;
        for (int i = 0; i < count; i++) {
            need(in, SESSION_BYTES, "a session");
            long clientId = in.getLong();
            long sequence = in.getLong();
            int bytes = in.getInt();
            if (clientId <= lastClientId || sequence < 1 || bytes < 0) {
                throw new IllegalArgumentException("impossible session: client " + clientId + " after " + lastClientId
                        + ", sequence " + sequence + ", " + bytes + " bytes");
            }
            need(in, bytes, "a result");
            byte[] result = new byte[bytes];
            in.get(result);
            table.put(clientId, sequence, result);
            lastClientId = clientId;
        }
        return table;
    }

    private static void need(ByteBuffer in, int bytes, String what) {
        if (in.remaining() < bytes) {
            throw new IllegalArgumentException(
                    what + " needs " + bytes + " bytes at " + in.position() + ", there are " + in.remaining());
        }
    }
}
