package dev.seaworthy.engine.core;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * All that one replica's core knows, shared by the rule families. Plain data: no behaviour beyond emitting effects and
 * drawing timeouts.
 *
 * <p>Who may change what: {@link Transitions} owns term, vote, role, the promise and the election deadline;
 * {@link Replication} owns the log's end, the configurations and the heartbeat deadline; {@link Snapshots} owns the
 * log's beginning and all snapshots; {@link Commitment} owns the commitIndex; {@link Transfers} owns the transfer. What
 * the store says of the disk is kept by {@link RaftCore} as it comes.
 */
final class CoreState {
    private static final int STRANGERS_MAX = 64;

    final CoreOptions options;
    final Effects effects = new Effects();

    HardState hardState = HardState.INITIAL;
    Role role = Follower.OF_NOBODY;
    RaftLog log;
    ConfigurationHistory configurations;
    Durability durability;
    AskedReads askedReads;
    long commitIndex;
    /** The durable snapshot that the log's beginning stands on; null where there is none. */
    SnapshotMeta snapshot;
    /** Earlier snapshots that cannot be dropped yet, oldest first. */
    final List<HeldSnapshot> heldSnapshots = new ArrayList<>();
    /** The snapshot being received; null where none is. */
    IncomingSnapshot incoming;

    long electionDeadlineNanos;
    /** Until when this replica helps nobody to replace the leader it last heard from (thesis §4.2.3). */
    long promisedUntilNanos = Long.MIN_VALUE;

    long nowNanos;
    long randomState;
    boolean halted;
    /** What the store says of the disk. */
    DiskCondition disk = DiskCondition.OK;
    /** What others understand, of those that this process has heard from. */
    final TreeMap<Member, Integer> capabilities = new TreeMap<>();

    CoreState(CoreOptions options, RaftLog log, ConfigurationHistory configurations) {
        this.options = options;
        this.log = log;
        this.configurations = configurations;
        this.durability = new Durability(log.lastIndex());
        this.randomState = options.seed();
        this.askedReads = new AskedReads(draw());
    }

    Member self() {
        return options.self();
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

    /** Whether the configuration in force is known to be committed. */
    boolean isConfigurationCommitted() {
        return configurations.activeIndex() <= commitIndex;
    }

    void learnCapabilities(Member other, int understood) {
        Integer known = capabilities.get(other);
        // Whoever is no member may send what it likes; it must not fill our memory.
        if (known == null
                ? configuration().contains(other) || capabilities.size() < STRANGERS_MAX
                : known != understood) {
            capabilities.put(other, understood);
        }
    }

    /** Whether the other replica is known to be of a release that does not understand {@code wanted}. */
    boolean isKnownToLack(Member other, int wanted) {
        Integer known = capabilities.get(other);
        return known != null && !Capabilities.have(known, wanted);
    }

    /** Whether this replica and the other one both make use of what {@code wanted} stands for. */
    boolean bothHave(Member other, int wanted) {
        return Capabilities.have(options.capabilities() & capabilities.getOrDefault(other, Capabilities.NONE), wanted);
    }

    /** Whether this disk has let a write wait for longer than a bound. */
    boolean isDiskStalled() {
        long since = durability.silentSinceNanos();
        return since != Long.MAX_VALUE && nowNanos - since > limits().diskStallNanos();
    }

    /**
     * §5.2: timeouts are drawn at random so that elections seldom collide; whoever is not preferred waits longer, and
     * so does whoever could take no entries as a leader.
     */
    long drawElectionTimeoutNanos() {
        long shortest = limits().electionTimeoutMinNanos();
        long spread = limits().electionTimeoutMaxNanos() - shortest;
        int waits = options.electionPriority() + (disk.refusal() == null ? 0 : 1);
        return shortest * (1 + waits) + Long.remainderUnsigned(draw(), spread);
    }

    /** Sends a message that speaks for the current term: not before the term, and a vote cast in it, are durable. */
    void send(Message message) {
        effects.add(new Effect.Send(message, durability.hardStateWait()));
    }

    /** Sends a message that also vouches for the log up to {@code index} (inclusive). */
    void sendWhenDurable(Message message, long index) {
        effects.add(new Effect.Send(message, Math.max(durability.logWait(index), durability.hardStateWait())));
    }

    void ignore(Message message, Reason reason) {
        effects.add(new Effect.Ignore(message, reason));
    }

    void halt(HaltCode code, String evidence) {
        if (!halted) {
            halted = true;
            // What the event wanted done up to here stands on a state that cannot be trusted.
            effects.retract();
            effects.add(new Effect.Halt(code, evidence));
        }
    }

    /** Draws one of {@code count} numbers from 0 on. */
    int drawBelow(int count) {
        return (int) Long.remainderUnsigned(draw(), count);
    }

    private long draw() {
        randomState += 0x9E3779B97F4A7C15L;
        return Digest.mix(randomState);
    }
}
