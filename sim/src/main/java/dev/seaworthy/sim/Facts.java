package dev.seaworthy.sim;

import dev.seaworthy.engine.core.EntryId;
import dev.seaworthy.engine.core.EntryKind;
import dev.seaworthy.engine.core.HardState;
import dev.seaworthy.engine.entry.LogEntry;
import dev.seaworthy.engine.host.Restored;
import dev.seaworthy.engine.host.StorageBatch;
import dev.seaworthy.engine.session.SessionCommand;
import dev.seaworthy.engine.trace.TraceEvent;
import dev.seaworthy.kv.Compact;
import dev.seaworthy.kv.Compare;
import dev.seaworthy.kv.DeleteRange;
import dev.seaworthy.kv.KvCodec;
import dev.seaworthy.kv.KvCommand;
import dev.seaworthy.kv.Put;
import dev.seaworthy.kv.Transaction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What the world itself tells a recorder, beside what its replicas do. Functions without state. */
final class Facts {
    private Facts() {}

    /** A fact and its particulars: key, value, key, value. */
    static TraceEvent of(String name, Object... fields) {
        List<TraceEvent.Field> all = new ArrayList<>();
        for (int i = 0; i < fields.length; i += 2) {
            Object value = fields[i + 1] instanceof Integer number ? Long.valueOf(number) : fields[i + 1];
            all.add(new TraceEvent.Field((String) fields[i], value));
        }
        return new TraceEvent(name, all);
    }

    /** A process has what its disk held. */
    static TraceEvent started(Restored restored) {
        HardState hardState = restored.hardState();
        return of(
                "started",
                "term",
                hardState.term(),
                "vote",
                nodeOf(hardState),
                "base",
                restored.base().index(),
                "baseTerm",
                restored.base().term(),
                "entries",
                words(restored.entries()));
    }

    /** Writes up to this one are durable; term and vote are those that a power failure would leave now. */
    static TraceEvent synced(long ioSeq, HardState durable) {
        return of("synced", "io", ioSeq, "term", durable.term(), "vote", nodeOf(durable));
    }

    /** Writes are handed to the disk; not durable before a sync. */
    static TraceEvent batch(StorageBatch batch) {
        HardState hardState = batch.hardState();
        EntryId base = batch.start() == null ? EntryId.ZERO : batch.start().base();
        return of(
                "batch",
                "io",
                batch.ioSeq(),
                "term",
                hardState == null ? -1L : hardState.term(),
                "vote",
                hardState == null ? 0L : nodeOf(hardState),
                "truncate",
                batch.truncateFrom(),
                "base",
                batch.start() == null ? -1L : base.index(),
                "baseTerm",
                base.term(),
                "entries",
                words(batch.entries()));
    }

    /** The run is over. */
    static TraceEvent ended(RunResult result) {
        return of(
                "ended",
                "hash",
                result.hash(),
                "events",
                result.events(),
                "virtualNanos",
                result.virtualNanos(),
                "elections",
                result.elections(),
                "commits",
                result.commits(),
                "operations",
                result.operations(),
                "unknown",
                result.unknownOperations());
    }

    private static long nodeOf(HardState hardState) {
        return hardState.votedFor() == null ? 0 : hardState.votedFor().nodeId();
    }

    /** One line for each entry: index, term and what it says. */
    private static String words(List<LogEntry> entries) {
        StringBuilder words = new StringBuilder();
        for (LogEntry entry : entries) {
            words.append(entry.index()).append(' ').append(entry.term()).append(' ');
            words.append(words(entry)).append('\n');
        }
        return words.toString();
    }

    private static String words(LogEntry entry) {
        if (entry.kind() != EntryKind.COMMAND) {
            return entry.kind() == EntryKind.NOOP ? "no command" : "configuration";
        }
        try {
            SessionCommand command = SessionCommand.decode(entry.payload());
            return command instanceof SessionCommand.Execute execute
                    ? words(KvCodec.decodeCommand(execute.command()))
                    : command instanceof SessionCommand.Open ? "opens a session" : "about a session";
        } catch (IllegalArgumentException notOurs) {
            return entry.payload().length + " bytes";
        }
    }

    private static String words(KvCommand command) {
        if (command instanceof Put put) {
            return "put " + text(put.key()) + " " + text(put.value());
        }
        if (command instanceof DeleteRange delete) {
            return "delete " + text(delete.keys().first());
        }
        if (command instanceof Compact compact) {
            return "compact at " + compact.revision();
        }
        return words((Transaction) command);
    }

    private static String words(Transaction transaction) {
        boolean isCas = transaction.conditions().size() == 1
                && transaction.then().size() == 1
                && transaction.then().get(0) instanceof Put
                && transaction.otherwise().size() == 1;
        if (!isCas) {
            return "transaction";
        }
        Compare compare = transaction.conditions().get(0);
        Put put = (Put) transaction.then().get(0);
        return "cas " + text(put.key()) + " " + (compare.value() == null ? "absent" : text(compare.value())) + " "
                + text(put.value());
    }

    private static String text(byte[] bytes) {
        return bytes == null ? "-" : new String(bytes, StandardCharsets.UTF_8);
    }
}
