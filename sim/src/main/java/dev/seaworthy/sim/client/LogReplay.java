package dev.seaworthy.sim.client;

import dev.seaworthy.engine.session.SessionReply;
import dev.seaworthy.kv.KvCodec;
import dev.seaworthy.kv.KvReference;
import dev.seaworthy.kv.KvReply;
import dev.seaworthy.sim.oracle.ViolationSink;
import java.util.Map;
import java.util.TreeMap;

/**
 * The committed log, carried out a second time by the store's sequential specification: every command must answer what
 * the specification answers at its place in the log, and every read what it answers after the index the read's state
 * had applied. Together with the order of the log this is all that linearizability of the whole store asks for, save
 * that the order must respect which operation ended before which began.
 *
 * <p>Not thread safe.
 */
public final class LogReplay {
    /** The property that every answer is the one that the store's specification gives. */
    public static final String AS_SPECIFIED = "AsSpecified";

    private final KvReference reference = new KvReference();
    private final TreeMap<Long, Executed> executed = new TreeMap<>();
    private final ViolationSink sink;

    LogReplay(ViolationSink sink) {
        this.sink = sink;
    }

    /** What the specification says of one command. */
    private record Executed(KvReply reply, long revision, long compactedRevision) {}

    /**
     * A replica is the first to have carried out the command of an entry. Indexes ascend.
     *
     * @param answer what the sessions around the store told the client
     */
    public void executed(long index, byte[] command, byte[] answer) {
        KvReply expected = reference.apply(KvCodec.decodeCommand(command));
        executed.put(index, new Executed(expected, reference.revision(), reference.compactedRevision()));
        SessionReply told = SessionReply.decode(answer);
        if (!told.isAnswered()) {
            sink.report(
                    AS_SPECIFIED, "the command at index " + index + " was carried out, but its session says " + told);
            return;
        }
        compare("the command at index " + index, expected, KvCodec.decodeReply(told.result()));
    }

    /** A client has this answer to a command that was carried out at this index; 0 where nobody has seen that. */
    void answered(ClientOperation operation, long index, KvReply reply) {
        Executed known = executed.get(index);
        if (known != null) {
            compare(operation + ", carried out at index " + index + ",", known.reply, reply);
        }
    }

    /** A client has this answer to a read from a state that had applied the log up to an index. */
    void read(ClientOperation operation, long appliedIndex, KvReply reply) {
        Map.Entry<Long, Executed> last = executed.floorEntry(appliedIndex);
        long revision = last == null ? 1 : last.getValue().revision;
        long compacted = last == null ? 0 : last.getValue().compactedRevision;
        KvReply expected = reference.query(operation.query(), revision, compacted);
        compare(operation + ", answered from index " + appliedIndex + ",", expected, reply);
    }

    private void compare(String what, KvReply expected, KvReply reply) {
        if (!expected.equals(reply)) {
            sink.report(AS_SPECIFIED, what + " was answered " + reply + ", though the store should say " + expected);
        }
    }
}
