package dev.seaworthy.sim;

import dev.seaworthy.sim.scenario.Trigger;
import dev.seaworthy.sim.scenario.TriggerEvent;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;

/** Counts the moments that triggers wait for, and says whose are pulled. Not thread safe. */
final class TriggerBoard {
    private final EnumMap<TriggerEvent, List<Waiting>> byEvent = new EnumMap<>(TriggerEvent.class);

    /** Is told that a trigger is pulled. */
    interface Listener {
        /**
         * A trigger is pulled.
         *
         * @param number as the trigger was added with
         * @param node who pulled it
         */
        void onPulled(int number, int node, Trigger trigger);
    }

    private static final class Waiting {
        private final Trigger trigger;
        private final int number;
        private int seen;

        private Waiting(Trigger trigger, int number) {
            this.trigger = trigger;
            this.number = number;
        }
    }

    TriggerBoard() {
        for (TriggerEvent event : TriggerEvent.values()) {
            byEvent.put(event, new ArrayList<>());
        }
    }

    void add(Trigger trigger, int number) {
        byEvent.get(trigger.event()).add(new Waiting(trigger, number));
    }

    /** A moment has come for a node. */
    void happened(TriggerEvent event, int node, Listener listener) {
        List<Waiting> waiting = byEvent.get(event);
        for (int i = 0; i < waiting.size(); i++) {
            Waiting one = waiting.get(i);
            if ((one.trigger.node() == 0 || one.trigger.node() == node) && ++one.seen == one.trigger.nth()) {
                listener.onPulled(one.number, node, one.trigger);
            }
        }
    }
}
