package dev.seaworthy.sim.client;

import dev.seaworthy.checker.Model;
import dev.seaworthy.checker.model.Models;
import dev.seaworthy.kv.KvCodec;
import dev.seaworthy.kv.KvReference;
import dev.seaworthy.kv.KvReply;
import dev.seaworthy.sim.oracle.ViolationSink;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * The committed log, carried out a second time by the store's sequential specification: every command must answer what
 * the specification answers at its place in the log, and every read what it answers after the index the read's state
 * had applied. Together with the order of the log this is all that linearizability of the whole store asks for, save
 * that the order must respect which operation ended before which began.
 *
 * <p>Not thread safe.
 */
final class LogReplay implements Specification {
    private final KvReference reference = new KvReference();
    private final TreeMap<Long, Executed> executed = new TreeMap<>();
    private final ViolationSink sink;

    LogReplay(ViolationSink sink) {
        this.sink = sink;
    }

    /** What the specification says of one command. */
    private record Executed(KvReply reply, long revision, long compactedRevision) {}

    /** Of the single keys; what is about many is judged by the log alone. */
    @Override
    public Model<?> model() {
        return Models.keyValue();
    }

    @Override
    public void invoked(ClientOperation operation) {
        // What is carried out is judged by the command itself.
    }

    @Override
    public void executed(long index, int client, long number, byte[] command, byte[] result) {
        KvReply expected = reference.apply(KvCodec.decodeCommand(command));
        executed.put(index, new Executed(expected, reference.revision(), reference.compactedRevision()));
        compare(expected, KvCodec.decodeReply(result), () -> "the command at index " + index);
    }

    @Override
    public void answered(ClientOperation operation, long index, Object answer) {
        Executed known = executed.get(index);
        if (known != null) {
            compare(known.reply, answer, () -> operation + ", carried out at index " + index + ",");
        }
    }

    @Override
    public void read(ClientOperation operation, long appliedIndex, Object answer) {
        Map.Entry<Long, Executed> last = executed.floorEntry(appliedIndex);
        long revision = last == null ? 1 : last.getValue().revision;
        long compacted = last == null ? 0 : last.getValue().compactedRevision;
        KvReply expected = reference.query(((StoreOperation) operation).query(), revision, compacted);
        compare(expected, answer, () -> operation + ", answered from index " + appliedIndex + ",");
    }

    private void compare(KvReply expected, Object reply, Supplier<String> what) {
        if (!expected.equals(reply)) {
            sink.report(
                    AS_SPECIFIED, what.get() + " was answered " + reply + ", though the store should say " + expected);
        }
    }
}
