package dev.seaworthy.engine.core;

/** Asks whether an election could be won before it disturbs anyone with a new term (thesis §9.6). */
record PreCandidate(Tally tally) implements Role {
    @Override
    public RoleName roleName() {
        return RoleName.PRE_CANDIDATE;
    }

    @Override
    public void encode(StateWriter out) {
        out.number(roleName().code());
        tally.encode(out);
    }
}
