package dev.seaworthy.cli.torture;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * What goes wrong, and when. The same arguments give the same schedule on every machine.
 *
 * @param seed what it was drawn from
 * @param nodes how many nodes there are, numbered from 1
 * @param millis how long clients are at work
 * @param healMillis from when on nothing goes wrong any more
 * @param faults in the order in which they begin
 */
public record Schedule(long seed, int nodes, long millis, long healMillis, List<Fault> faults) {
    /** What is left of the time at the end, without faults: a quarter, but no more than this. */
    private static final long HEAL_MILLIS_MAX = 10_000;

    private static final long CALM_MILLIS = 1_500;
    /** A process that was killed takes a few seconds to start: without these, there would hardly be a cluster. */
    private static final int GAP_MILLIS_LEAST = 1_000;

    private static final int GAP_MILLIS_MOST = 6_000;
    /** How many faults in a hundred begin while the one before lasts. */
    private static final int OVERLAPPING_PERCENT = 30;
    /** How many in a hundred meet whoever leads. */
    private static final int LEADER_PERCENT = 60;

    private static final int SLOW_MILLIS_LEAST = 5;
    private static final int SLOW_MILLIS_MOST = 200;

    public Schedule {
        faults = List.copyOf(faults);
    }

    /**
     * Draws one.
     *
     * @param kinds what can go wrong; nothing where empty
     */
    public static Schedule draw(long seed, int nodes, long millis, Set<FaultKind> kinds) {
        long heal = millis - Math.min(HEAL_MILLIS_MAX, millis / 4);
        List<Fault> faults = new ArrayList<>();
        // The algorithm of this generator is part of its contract.
        Random random = new Random(seed * 31 + nodes);
        long at = Math.min(CALM_MILLIS, millis / 8);
        while (!kinds.isEmpty()) {
            Fault fault = fault(random, at, nodes, kinds);
            if (fault.endMillis() > heal) {
                break;
            }
            faults.add(fault);
            boolean overlapping = random.nextInt(100) < OVERLAPPING_PERCENT;
            int gap = between(random, GAP_MILLIS_LEAST, GAP_MILLIS_MOST);
            at += overlapping ? fault.lastsMillis() / 3 : fault.lastsMillis() + gap;
        }
        return new Schedule(seed, nodes, millis, heal, faults);
    }

    private static Fault fault(Random random, long at, int nodes, Set<FaultKind> kinds) {
        // In the order of their declaration, whatever set was given.
        List<FaultKind> ordered =
                Arrays.stream(FaultKind.values()).filter(kinds::contains).toList();
        FaultKind kind = ordered.get(random.nextInt(ordered.size()));
        Form form = form(random, kind, nodes);
        long lasts = between(random, form.leastMillis(), form.mostMillis());
        boolean leader = random.nextInt(100) < LEADER_PERCENT;
        long node = leader || form == Form.KILL_ALL ? 0 : 1 + random.nextInt(nodes);
        int besideMost = Math.max(1, nodes - 2);
        return new Fault(
                at,
                lasts,
                form,
                node,
                form == Form.SPLIT ? between(random, 1, besideMost) : 0,
                (form == Form.ISOLATE || form == Form.SPLIT) && random.nextInt(3) == 0,
                form == Form.SLOW ? between(random, SLOW_MILLIS_LEAST, SLOW_MILLIS_MOST) : 0);
    }

    private static Form form(Random random, FaultKind kind, int nodes) {
        int percent = random.nextInt(100);
        return switch (kind) {
            case KILL -> percent < 85 ? Form.KILL : Form.KILL_ALL;
            case PAUSE -> Form.PAUSE;
            case PARTITION -> partition(percent, nodes);
            case DISK -> Form.FULL;
        };
    }

    private static Form partition(int percent, int nodes) {
        if (percent < 30) {
            return nodes > 3 ? Form.SPLIT : Form.ISOLATE;
        }
        if (percent < 60) {
            return Form.ISOLATE;
        }
        if (percent < 75) {
            return Form.DEAF;
        }
        return percent < 90 ? Form.MUTE : Form.SLOW;
    }

    private static int between(Random random, int least, int most) {
        return least + random.nextInt(most - least + 1);
    }

    /** The schedule as JSON. */
    public ObjectNode toJson() {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        object.put("version", 1).put("seed", seed).put("nodes", nodes);
        object.put("millis", millis).put("healMillis", healMillis);
        ArrayNode array = object.putArray("faults");
        for (Fault fault : faults) {
            ObjectNode node = array.addObject();
            node.put("atMillis", fault.atMillis()).put("lastsMillis", fault.lastsMillis());
            node.put("form", fault.form().word());
            if (fault.form() != Form.KILL_ALL) {
                node.put("node", fault.node() == 0 ? "leader" : Long.toString(fault.node()));
            }
            if (fault.form() == Form.SPLIT) {
                node.put("beside", fault.beside());
            }
            if (fault.form() == Form.ISOLATE || fault.form() == Form.SPLIT) {
                node.put("closing", fault.closing());
            }
            if (fault.form() == Form.SLOW) {
                node.put("delayMillis", fault.delayMillis());
            }
        }
        return object;
    }
}
