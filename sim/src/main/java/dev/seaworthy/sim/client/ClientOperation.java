package dev.seaworthy.sim.client;

import dev.seaworthy.kv.KvCodec;
import dev.seaworthy.kv.KvCommand;
import dev.seaworthy.kv.KvQuery;
import java.nio.charset.StandardCharsets;

/**
 * One operation of one client.
 *
 * @param client whose, from 1
 * @param number which of the client's, from 0
 * @param kind what it does
 * @param key the key it is about
 * @param value what a put or cas writes; else null
 * @param expected what a cas expects; null for "absent", and for all other kinds
 */
public record ClientOperation(int client, long number, OperationKind kind, String key, String value, String expected) {

    /** The bytes that ask for it: a query for a read, else a command without its session. */
    public byte[] encode() {
        byte[] keyBytes = bytes(key);
        return switch (kind) {
            case GET -> KvCodec.encode(new KvQuery.Get(keyBytes));
            case PUT -> KvCodec.encode(new KvCommand.Put(keyBytes, bytes(value)));
            case DELETE -> KvCodec.encode(new KvCommand.Delete(keyBytes));
            case CAS -> KvCodec.encode(new KvCommand.CompareAndSet(keyBytes, bytes(expected), bytes(value)));
        };
    }

    @Override
    public String toString() {
        String what = switch (kind) {
            case GET -> "get " + key;
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
