package dev.seaworthy.sim.oracle;

/** Exactly once: of all log entries that carry the same command of the same client, one at most changes the state. */
final class SessionOracle {
    static final String EXACTLY_ONCE = "ExactlyOnce";

    private static final int SEQUENCE_BITS = 40;

    private final ViolationSink sink;
    private final LongMap numberOfClient = new LongMap();
    private final LongMap indexOfCommand = new LongMap();
    private long clients;

    SessionOracle(ViolationSink sink) {
        this.sink = sink;
    }

    /** The entry at this index executed the command. Called once per index. */
    void executed(long index, long clientId, long sequence) {
        long command = numberOf(clientId) << SEQUENCE_BITS | sequence;
        long before = indexOfCommand.get(command);
        if (before != 0 && before != index) {
            sink.report(
                    EXACTLY_ONCE,
                    "command " + sequence + " of client " + clientId + " was executed at index " + before
                            + " and again at index " + index);
        }
        indexOfCommand.put(command, index);
    }

    private long numberOf(long clientId) {
        long number = numberOfClient.get(clientId);
        if (number == 0) {
            number = ++clients;
            numberOfClient.put(clientId, number);
        }
        return number;
    }
}
