package dev.seaworthy.sim.testing;

import dev.seaworthy.sim.kernel.Concern;
import dev.seaworthy.sim.kernel.Draws;
import java.util.List;

/**
 * A client's turn to ask something: who it is, what it was last told, and chance. Every draw depends on the seed, the
 * client, the number of the call, and how many draws of this turn came before it; on nothing else. For one call; not
 * thread safe.
 */
public final class Turn {
    private static final long NUMBERS_MAX = 1L << 32;

    private final int client;
    private final long number;
    private final Object lastAnswer;
    private final Draws draws;
    private long drawn;

    Turn(int client, long number, Object lastAnswer, Draws draws) {
        this.client = client;
        this.number = number;
        this.lastAnswer = lastAnswer;
        this.draws = draws;
    }

    /** Whose turn it is, from 1. */
    public int client() {
        return client;
    }

    /** Which of its calls it is, from 0. */
    public long number() {
        return number;
    }

    /** A number, not below 0, that no other turn of the run has. */
    public long unique() {
        return client * NUMBERS_MAX + number;
    }

    /** The newest answer this client has had; null where it has had none, or one that says nothing. */
    public Object lastAnswer() {
        return lastAnswer;
    }

    /**
     * A number from 0 to below {@code bound}, all equally likely.
     *
     * @throws IllegalArgumentException where the bound is not positive
     */
    public long below(long bound) {
        return draws.below(bound, Concern.OPERATION, client, number, drawn++);
    }

    /** True in so many of a hundred cases. */
    public boolean chance(int percent) {
        return below(100) < percent;
    }

    /**
     * One of these, all equally likely.
     *
     * @throws IllegalArgumentException where there are none
     */
    public <T> T oneOf(List<T> choices) {
        return choices.get((int) below(choices.size()));
    }
}
