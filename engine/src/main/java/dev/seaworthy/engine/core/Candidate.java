package dev.seaworthy.engine.core;

/**
 * Asks for votes in its term (§5.2).
 *
 * @param tally who answered; the candidate itself only once its own vote is durable
 * @param voteIo the write that makes its own vote durable
 */
record Candidate(Tally tally, long voteIo) implements Role {
    @Override
    public RoleName roleName() {
        return RoleName.CANDIDATE;
    }

    @Override
    public void encode(StateWriter out) {
        out.number(roleName().code());
        tally.encode(out);
        out.number(voteIo);
    }
}
