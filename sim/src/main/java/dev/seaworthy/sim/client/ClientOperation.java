package dev.seaworthy.sim.client;

import dev.seaworthy.kv.KvCodec;
import dev.seaworthy.kv.KvCommand;
import dev.seaworthy.kv.KvQuery;
import java.nio.charset.StandardCharsets;

/**
 * One operation of one client.
 *
 * @param client whose, from 1
 * @param number which of the client's, from 0; below 0 where it opens a session
 * @param kind what it does
 * @param key the key it is about
 * @param value what a put or cas writes; else null
 * @param expected what a cas expects; null for "absent", and for all other kinds
 */
public record ClientOperation(int client, long number, OperationKind kind, String key, String value, String expected) {

    /** Opens a session. */
    static ClientOperation opening(int client, long number) {
        return new ClientOperation(client, number, OperationKind.OPEN, null, null, null);
    }

    /**
     * The bytes that ask for it: a query for a read, else a command without its session.
     *
     * @throws IllegalStateException where it is none of the store's
     */
    public byte[] encode() {
        byte[] keyBytes = bytes(key);
        return switch (kind) {
            case OPEN -> throw new IllegalStateException("sessions are not the store's");
            case GET, LOCAL_GET -> KvCodec.encode(new KvQuery.Get(keyBytes));
            case PUT -> KvCodec.encode(new KvCommand.Put(keyBytes, bytes(value)));
            case DELETE -> KvCodec.encode(new KvCommand.Delete(keyBytes));
            case CAS -> KvCodec.encode(new KvCommand.CompareAndSet(keyBytes, bytes(expected), bytes(value)));
        };
    }

    @Override
    public String toString() {
        String what = switch (kind) {
            case GET -> "get " + key;
            case LOCAL_GET -> "local get " + key;
            case OPEN -> "open";
            case PUT -> "put " + key + " " + value;
            case DELETE -> "delete " + key;
            case CAS -> "cas " + key + " " + (expected == null ? "absent" : expected) + " " + value;
        };
        return "c" + client + "." + number + " " + what;
    }

    private static byte[] bytes(String text) {
        return text == null ? null : text.getBytes(StandardCharsets.US_ASCII);
    }
}
