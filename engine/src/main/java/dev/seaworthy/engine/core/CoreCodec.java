package dev.seaworthy.engine.core;

import java.util.Map;

/** The canonical bytes of a core's state: what forks, digests and comparisons stand on. */
final class CoreCodec {
    private static final long VERSION = 2;

    private CoreCodec() {}

    static byte[] encode(CoreState state) {
        if (!state.effects.isEmpty()) {
            throw new IllegalStateException("effects wait to be carried out");
        }
        StateWriter out = new StateWriter();
        out.number(VERSION).number(state.hardState.term()).member(state.hardState.votedFor());
        out.number(state.hardState.incarnation()).flag(state.hardState.recovering());
        state.log.encode(out);
        state.configurations.encode(out);
        state.role.encode(out);
        state.durability.encode(out);
        state.askedReads.encode(out);
        out.number(state.commitIndex).number(state.electionDeadlineNanos).number(state.promisedUntilNanos);
        out.number(state.nowNanos).number(state.randomState).flag(state.halted);
        out.number(state.disk.number());
        encodeSnapshots(state, out);
        out.number(state.capabilities.size());
        for (Map.Entry<Member, Integer> known : state.capabilities.entrySet()) {
            out.member(known.getKey()).number(known.getValue());
        }
        return out.bytes();
    }

    static CoreState decode(CoreOptions options, byte[] bytes) {
        StateReader in = new StateReader(bytes);
        long version = in.number();
        if (version != VERSION) {
            throw new IllegalArgumentException("core state of version " + version + ", this code knows " + VERSION);
        }
        HardState hardState = new HardState(in.number(), in.member(), in.number(), in.flag());
        RaftLog log = RaftLog.decode(in);
        CoreState state = new CoreState(options, log, ConfigurationHistory.decode(in));
        state.hardState = hardState;
        state.role = Role.decode(in);
        state.durability = Durability.decode(in);
        state.askedReads = AskedReads.decode(in);
        state.commitIndex = in.number();
        state.electionDeadlineNanos = in.number();
        state.promisedUntilNanos = in.number();
        state.nowNanos = in.number();
        state.randomState = in.number();
        state.halted = in.flag();
        state.disk = DiskCondition.of(in.number());
        decodeSnapshots(state, in);
        int known = in.count();
        for (int i = 0; i < known; i++) {
            state.capabilities.put(in.member(), (int) in.number());
        }
        in.end();
        return state;
    }

    private static void encodeSnapshots(CoreState state, StateWriter out) {
        out.flag(state.snapshot != null);
        if (state.snapshot != null) {
            state.snapshot.encode(out);
        }
        out.number(state.heldSnapshots.size());
        for (HeldSnapshot held : state.heldSnapshots) {
            held.snapshot().encode(out);
            out.number(held.afterIo());
        }
        out.flag(state.incoming != null);
        if (state.incoming != null) {
            state.incoming.snapshot().encode(out);
            out.number(state.incoming.offset()).flag(state.incoming.finishing());
        }
    }

    private static void decodeSnapshots(CoreState state, StateReader in) {
        state.snapshot = in.flag() ? SnapshotMeta.decode(in) : null;
        int held = in.count();
        for (int i = 0; i < held; i++) {
            state.heldSnapshots.add(new HeldSnapshot(SnapshotMeta.decode(in), in.number()));
        }
        state.incoming = in.flag() ? new IncomingSnapshot(SnapshotMeta.decode(in), in.number(), in.flag()) : null;
    }
}
