package dev.seaworthy.engine.core;

/** The canonical bytes of a core's state: what forks, digests and comparisons stand on. */
final class CoreCodec {
    private static final long VERSION = 1;

    private CoreCodec() {}

    static byte[] encode(CoreState state) {
        if (!state.effects.isEmpty()) {
            throw new IllegalStateException("effects wait to be carried out");
        }
        StateWriter out = new StateWriter();
        out.number(VERSION).number(state.hardState.term()).number(state.hardState.votedFor());
        out.number(state.commitIndex).number(state.electionDeadlineNanos).number(state.nowNanos);
        out.number(state.randomState).flag(state.halted);
        state.role.encode(out);
        state.log.encode(out);
        state.configurations.encode(out);
        state.durability.encode(out);
        return out.bytes();
    }

    static CoreState decode(CoreOptions options, byte[] bytes) {
        StateReader in = new StateReader(bytes);
        long version = in.number();
        if (version != VERSION) {
            throw new IllegalArgumentException("core state of version " + version + ", this code knows " + VERSION);
        }
        HardState hardState = new HardState(in.number(), in.number());
        long commitIndex = in.number();
        long electionDeadlineNanos = in.number();
        long nowNanos = in.number();
        long randomState = in.number();
        boolean halted = in.flag();
        Role role = Role.decode(in);
        RaftLog log = RaftLog.decode(in);
        CoreState state = new CoreState(options, ConfigurationHistory.decode(in));
        state.durability = Durability.decode(in);
        in.end();
        state.hardState = hardState;
        state.commitIndex = commitIndex;
        state.electionDeadlineNanos = electionDeadlineNanos;
        state.nowNanos = nowNanos;
        state.randomState = randomState;
        state.halted = halted;
        state.role = role;
        state.log = log;
        return state;
    }
}
