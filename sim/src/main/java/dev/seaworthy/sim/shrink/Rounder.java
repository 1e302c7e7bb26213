package dev.seaworthy.sim.shrink;

import dev.seaworthy.sim.scenario.ClientStep;
import dev.seaworthy.sim.scenario.Fault;
import dev.seaworthy.sim.scenario.Manner;
import dev.seaworthy.sim.scenario.MembershipAction;
import dev.seaworthy.sim.scenario.Scenario;
import dev.seaworthy.sim.scenario.Trigger;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongUnaryOperator;

/** Simplifications of what stays: shorter faults, first occasions, round times. */
final class Rounder {
    private static final long MILLI = 1_000_000;
    private static final int DIGITS_MAX = 3;
    private static final long SHORT_MAX_NANOS = 1_000 * MILLI;

    private Rounder() {}

    static List<Scenario> faults(Scenario scenario) {
        Simplification.Forms forms = new Simplification.Forms(scenario);
        for (int i = 0; i < scenario.faults().size(); i++) {
            Fault fault = scenario.faults().get(i);
            for (long nanos : shorter(fault.forNanos())) {
                replace(forms, scenario, i, with(fault, fault.atNanos(), fault.trigger(), nanos));
            }
            if (fault.trigger() == null) {
                for (long nanos : rounder(fault.atNanos())) {
                    replace(forms, scenario, i, with(fault, nanos, null, fault.forNanos()));
                }
            } else {
                replace(forms, scenario, i, with(fault, 0, fault.trigger(), fault.forNanos()));
                for (Trigger trigger : simpler(fault.trigger())) {
                    replace(forms, scenario, i, with(fault, 0, trigger, fault.forNanos()));
                }
            }
        }
        return forms.all();
    }

    private static void replace(Simplification.Forms forms, Scenario scenario, int at, Fault fault) {
        List<Fault> faults = new ArrayList<>(scenario.faults());
        faults.set(at, fault);
        forms.add(draft -> draft.faults = faults);
    }

    private static Fault with(Fault fault, long atNanos, Trigger trigger, long forNanos) {
        return new Fault(fault.id(), fault.kind(), fault.shape(), fault.node(), atNanos, trigger, forNanos);
    }

    static List<Scenario> actions(Scenario scenario) {
        Simplification.Forms forms = new Simplification.Forms(scenario);
        for (int i = 0; i < scenario.actions().size(); i++) {
            MembershipAction action = scenario.actions().get(i);
            replace(
                    forms,
                    scenario,
                    i,
                    with(action, Manner.PATIENT, action.count(), action.atNanos(), action.trigger()));
            replace(forms, scenario, i, with(action, action.manner(), 1, action.atNanos(), action.trigger()));
            if (action.trigger() == null) {
                for (long nanos : rounder(action.atNanos())) {
                    replace(forms, scenario, i, with(action, action.manner(), action.count(), nanos, null));
                }
            } else {
                replace(forms, scenario, i, with(action, action.manner(), action.count(), 0, action.trigger()));
                for (Trigger trigger : simpler(action.trigger())) {
                    replace(forms, scenario, i, with(action, action.manner(), action.count(), 0, trigger));
                }
            }
        }
        return forms.all();
    }

    private static void replace(Simplification.Forms forms, Scenario scenario, int at, MembershipAction action) {
        List<MembershipAction> actions = new ArrayList<>(scenario.actions());
        actions.set(at, action);
        forms.add(draft -> draft.actions = actions);
    }

    private static MembershipAction with(
            MembershipAction action, Manner manner, int count, long atNanos, Trigger trigger) {
        return new MembershipAction(action.id(), action.kind(), manner, action.node(), count, atNanos, trigger);
    }

    static List<Scenario> operations(Scenario scenario) {
        Simplification.Forms forms = new Simplification.Forms(scenario);
        for (int digits = 1; digits <= DIGITS_MAX; digits++) {
            int kept = digits;
            List<ClientStep> steps = new ArrayList<>();
            for (ClientStep step : scenario.operations()) {
                steps.add(at(step, nanos -> rounded(nanos, kept)));
            }
            forms.add(draft -> draft.operations = steps);
        }
        for (int i = 0; i < scenario.operations().size(); i++) {
            ClientStep step = scenario.operations().get(i);
            for (long nanos : rounder(step.atNanos())) {
                List<ClientStep> steps = new ArrayList<>(scenario.operations());
                steps.set(i, at(step, before -> nanos));
                forms.add(draft -> draft.operations = steps);
            }
        }
        return forms.all();
    }

    private static ClientStep at(ClientStep step, LongUnaryOperator time) {
        return new ClientStep(step.client(), step.operation(), time.applyAsLong(step.atNanos()));
    }

    private static List<Trigger> simpler(Trigger trigger) {
        List<Trigger> simpler = new ArrayList<>();
        if (trigger.delayNanos() > 0) {
            simpler.add(new Trigger(trigger.event(), trigger.node(), trigger.nth(), 0));
        }
        for (int nth = 1; nth < trigger.nth(); nth++) {
            simpler.add(new Trigger(trigger.event(), trigger.node(), nth, trigger.delayNanos()));
        }
        for (long nanos : rounder(trigger.delayNanos())) {
            simpler.add(new Trigger(trigger.event(), trigger.node(), trigger.nth(), nanos));
        }
        return simpler;
    }

    private static List<Long> shorter(long nanos) {
        List<Long> shorter = new ArrayList<>();
        for (long some = MILLI; some <= SHORT_MAX_NANOS && some < nanos; some *= 10) {
            shorter.add(some);
        }
        shorter.addAll(rounder(nanos));
        return shorter;
    }

    /** The number with fewer digits other than 0 in front, the fewest first. */
    private static List<Long> rounder(long number) {
        List<Long> rounder = new ArrayList<>();
        for (int digits = 1; digits <= DIGITS_MAX; digits++) {
            long rounded = rounded(number, digits);
            if (rounded == number) {
                break;
            }
            rounder.add(rounded);
        }
        return rounder;
    }

    /** Rounded down to so many digits. */
    private static long rounded(long number, int digits) {
        long unit = 1;
        long bound = 1;
        for (int i = 0; i < digits; i++) {
            bound *= 10;
        }
        while (number / unit >= bound) {
            unit *= 10;
        }
        return number / unit * unit;
    }
}
