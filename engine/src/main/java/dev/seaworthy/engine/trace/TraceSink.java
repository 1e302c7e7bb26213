package dev.seaworthy.engine.trace;

/** Takes the events of one replica, in the order in which they happen; called by the replica's thread. */
public interface TraceSink {
    void accept(TraceEvent event);
}
