package dev.seaworthy.engine.host;

import dev.seaworthy.engine.core.Effect;
import dev.seaworthy.engine.core.Message;
import dev.seaworthy.engine.wire.FrameCodec;
import java.util.ArrayList;
import java.util.List;

/**
 * Messages on their way out: each leaves once the write it waits for is durable, in the order in which they became
 * free.
 */
final class Outbox {
    private final Transport transport;
    private final ReplicaObserver observer;
    private final int capabilities;
    private final List<Effect.Send> waiting = new ArrayList<>();
    private long persisted;

    /** @param capabilities what every frame says this replica understands */
    Outbox(Transport transport, ReplicaObserver observer, int capabilities) {
        this.transport = transport;
        this.observer = observer;
        this.capabilities = capabilities;
    }

    void add(Effect.Send send) {
        if (send.afterIo() <= persisted) {
            leave(send.message());
        } else {
            waiting.add(send);
        }
    }

    void persisted(long ioSeq) {
        persisted = Math.max(persisted, ioSeq);
        int kept = 0;
        for (int i = 0; i < waiting.size(); i++) {
            Effect.Send send = waiting.get(i);
            if (send.afterIo() <= persisted) {
                leave(send.message());
            } else {
                waiting.set(kept++, send);
            }
        }
        if (kept < waiting.size()) {
            waiting.subList(kept, waiting.size()).clear();
        }
    }

    void clear() {
        waiting.clear();
    }

    void leave(Message message) {
        observer.onSent(message);
        transport.send(message.to(), FrameCodec.encode(message, capabilities));
    }
}
