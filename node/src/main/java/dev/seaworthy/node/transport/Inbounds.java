package dev.seaworthy.node.transport;

import dev.seaworthy.engine.core.Member;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;

/**
 * The connections others have made. Bounded: of strangers the oldest go when there are too many, so that whoever shakes
 * hands at once gets in; of one member there is one connection, the newest.
 *
 * <p>Changed by the transport's thread only.
 */
final class Inbounds {
    /** So often within a minute does no network take an open connection away from one member. */
    private static final int RIVALRY_TIMES = 3;

    private final Wiring wiring;
    private final Consumer<Member> called;
    private final LinkedHashSet<InboundConnection> strangers = new LinkedHashSet<>();
    private final Map<Member, InboundConnection> known = new ConcurrentSkipListMap<>();

    /** @param called told of every member that has called, once its address is known */
    Inbounds(Wiring wiring, Consumer<Member> called) {
        this.wiring = wiring;
        this.called = called;
    }

    void arrived(InboundConnection connection) {
        strangers.add(connection);
        if (strangers.size() > wiring.options().strangersMax()) {
            InboundConnection oldest = strangers.iterator().next();
            strangers.remove(oldest);
            wiring.counters().crowdedOut.increment();
            oldest.end("too many connections have not said hello");
        }
    }

    void welcomed(InboundConnection connection) {
        strangers.remove(connection);
        InboundConnection before = known.put(connection.peer(), connection);
        if (before != null) {
            before.end("the same member has connected again");
            replaced(before, connection);
        } else if (known.size() > wiring.options().connectionsMax()) {
            known.remove(connection.peer());
            wiring.counters().crowdedOut.increment();
            connection.end("too many connections");
            return;
        }
        if (connection.address() != null) {
            wiring.heard().put(connection.peer().nodeId(), connection.address());
            called.accept(connection.peer());
        }
    }

    /** Once is a member whose network was interrupted; again and again is another one by its name. */
    private void replaced(InboundConnection before, InboundConnection now) {
        if (now.takeOver(before) >= RIVALRY_TIMES) {
            wiring.complaints()
                    .say(
                            "two of " + now.peer(),
                            wiring.name() + ": " + Wiring.name(now.peer()) + " connects again and again while it is"
                                    + " connected, now from " + now.remote() + " (listening at " + now.address()
                                    + "), before from " + before.remote() + " (listening at " + before.address()
                                    + "): probably two processes run as this member, one of them on a copy of the"
                                    + " other's data directory. Both may vote, and what is committed can be lost: stop"
                                    + " the one that runs on the copy and delete the copy; a new node needs a data"
                                    + " directory of its own");
        }
    }

    void left(InboundConnection connection) {
        strangers.remove(connection);
        if (connection.peer() != null && known.remove(connection.peer(), connection)) {
            long nodeId = connection.peer().nodeId();
            if (known.keySet().stream().noneMatch(it -> it.nodeId() == nodeId)) {
                wiring.heard().remove(nodeId);
            }
        }
    }

    /** There is room again for what they send. */
    void resume() {
        known.values().forEach(InboundConnection::resume);
    }

    void closeAll() {
        List.copyOf(strangers).forEach(it -> it.end("this node closes"));
        List.copyOf(known.values()).forEach(it -> it.end("this node closes"));
    }

    /** Whose connections are open; by any thread. */
    List<Member> members() {
        return List.copyOf(known.keySet());
    }
}
