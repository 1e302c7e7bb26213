package dev.seaworthy.engine.core;

/**
 * All that one replica's core knows, shared by the rule families. Plain data: no behaviour beyond emitting effects and
 * drawing timeouts.
 *
 * <p>Who may change what: {@link Transitions} owns term, vote, role and the election deadline; {@link Replication} owns
 * the log, the configurations and the heartbeat deadline; {@link Commitment} owns the commitIndex.
 */
final class CoreState {
    final CoreOptions options;
    final Effects effects = new Effects();

    HardState hardState = HardState.INITIAL;
    Role role = new Follower(HardState.NOBODY, 0);
    RaftLog log = new RaftLog();
    ConfigurationHistory configurations;
    Durability durability = new Durability(0);
    long commitIndex;
    long electionDeadlineNanos;
    long nowNanos;
    long randomState;
    boolean halted;

    CoreState(CoreOptions options, ConfigurationHistory configurations) {
        this.options = options;
        this.configurations = configurations;
        this.randomState = options.seed();
    }

    long nodeId() {
        return options.nodeId();
    }

    Limits limits() {
        return options.limits();
    }

    long term() {
        return hardState.term();
    }

    Configuration configuration() {
        return configurations.active();
    }

    boolean isVoter() {
        return configuration().isVoter(nodeId());
    }

    /** §5.2: timeouts are drawn at random so that elections seldom collide. */
    long drawElectionTimeoutNanos() {
        randomState += 0x9E3779B97F4A7C15L;
        long spread = limits().electionTimeoutMaxNanos() - limits().electionTimeoutMinNanos();
        return limits().electionTimeoutMinNanos() + Long.remainderUnsigned(Digest.mix(randomState), spread);
    }

    /** Sends a message that speaks for the current term: not before the term, and a vote cast in it, are durable. */
    void send(Message message) {
        effects.add(new Effect.Send(message, durability.hardStateWait()));
    }

    void ignore(Message message, Reason reason) {
        effects.add(new Effect.Ignore(message, reason));
    }

    void halt(HaltCode code, String evidence) {
        if (!halted) {
            halted = true;
            effects.add(new Effect.Halt(code, evidence));
        }
    }
}
