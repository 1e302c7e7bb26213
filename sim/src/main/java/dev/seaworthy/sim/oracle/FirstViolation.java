package dev.seaworthy.sim.oracle;

/** Lets only the first violation through: whatever follows from ghost state that is already broken proves nothing. */
final class FirstViolation implements ViolationSink {
    private final ViolationSink next;
    private boolean reported;

    FirstViolation(ViolationSink next) {
        this.next = next;
    }

    @Override
    public void report(String property, String story) {
        if (!reported) {
            reported = true;
            next.report(property, story);
        }
    }

    boolean reported() {
        return reported;
    }
}
