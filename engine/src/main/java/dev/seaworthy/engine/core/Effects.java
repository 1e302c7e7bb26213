package dev.seaworthy.engine.core;

import java.util.ArrayList;
import java.util.List;

/** The effects of the events handled since the host last carried them out, in order. Not thread safe. */
public final class Effects {
    private List<Effect> pending = new ArrayList<>();
    private List<Effect> draining = new ArrayList<>();

    void add(Effect effect) {
        pending.add(effect);
    }

    /** Forgets what waits to be carried out. */
    void retract() {
        pending.clear();
    }

    /** Whether nothing waits to be carried out. */
    public boolean isEmpty() {
        return pending.isEmpty();
    }

    /** Hands every waiting effect to the handler, oldest first, and forgets it. */
    public void drainTo(Effect.Handler handler) {
        List<Effect> effects = pending;
        pending = draining;
        draining = effects;
        for (int i = 0; i < effects.size(); i++) {
            effects.get(i).applyTo(handler);
        }
        effects.clear();
    }
}
