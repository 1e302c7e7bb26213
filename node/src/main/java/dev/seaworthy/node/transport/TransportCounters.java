package dev.seaworthy.node.transport;

import java.util.concurrent.atomic.LongAdder;

/** What has happened to a transport since it was opened, in numbers. For any thread. */
final class TransportCounters {
    final LongAdder accepted = new LongAdder();
    final LongAdder refused = new LongAdder();
    final LongAdder hostile = new LongAdder();
    final LongAdder timedOut = new LongAdder();
    final LongAdder crowdedOut = new LongAdder();
    final LongAdder connected = new LongAdder();
    final LongAdder connectFailed = new LongAdder();
    final LongAdder framesSent = new LongAdder();
    final LongAdder bytesSent = new LongAdder();
    final LongAdder framesReceived = new LongAdder();
    final LongAdder bytesReceived = new LongAdder();
    final LongAdder framesDropped = new LongAdder();
}
