package dev.seaworthy.kv;

import dev.seaworthy.engine.core.Digest;
import dev.seaworthy.engine.session.StateDigest;
import dev.seaworthy.kv.KvReply.Status;
import java.nio.charset.StandardCharsets;
import java.util.TreeMap;

/** The store written down a second time, as plainly as possible: what the real one is held against. */
final class KvModel {
    private record Pair(String value, long create, long mod, long version) {}

    private final TreeMap<String, Pair> pairs = new TreeMap<>();
    private long revision;

    KvReply apply(KvCommand command) {
        String key = text(command.key());
        Pair before = pairs.get(key);
        String seen = before == null ? null : before.value();
        if (command instanceof KvCommand.Delete) {
            if (before == null) {
                return reply(Status.NOT_FOUND, null, null);
            }
            revision++;
            pairs.remove(key);
            return reply(Status.OK, null, seen);
        }
        String value;
        if (command instanceof KvCommand.CompareAndSet set) {
            String expected = set.expected() == null ? null : text(set.expected());
            if (seen == null ? expected != null : !seen.equals(expected)) {
                return reply(Status.MISMATCH, before, seen);
            }
            value = text(set.value());
        } else {
            value = text(((KvCommand.Put) command).value());
        }
        revision++;
        Pair after = before == null
                ? new Pair(value, revision, revision, 1)
                : new Pair(value, before.create(), revision, before.version() + 1);
        pairs.put(key, after);
        return reply(Status.OK, after, seen);
    }

    KvReply get(byte[] key) {
        Pair pair = pairs.get(text(key));
        return pair == null ? reply(Status.NOT_FOUND, null, null) : reply(Status.OK, pair, pair.value());
    }

    /** Computed from the whole state, every time. */
    StateDigest digest(long lastApplied) {
        long high = 0;
        long low = 0;
        for (String key : pairs.keySet()) {
            Pair pair = pairs.get(key);
            Digest digest = new Digest().add(bytes(key)).add(bytes(pair.value()));
            digest.add(pair.create()).add(pair.mod()).add(pair.version());
            high += digest.high();
            low += digest.low();
        }
        Digest whole = new Digest().add(lastApplied).add(revision);
        whole.add(pairs.size()).add(high).add(low);
        return new StateDigest(whole.high(), whole.low());
    }

    private KvReply reply(Status status, Pair pair, String value) {
        return new KvReply(status, revision, pair == null ? 0 : pair.mod(), value == null ? null : bytes(value));
    }

    /** One character per byte, so that nothing is lost. */
    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
