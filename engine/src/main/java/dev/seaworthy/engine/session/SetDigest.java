package dev.seaworthy.engine.session;

import dev.seaworthy.engine.core.Digest;

/**
 * The digest of a set that changes: the sum of its elements' digests, each lane for itself, modulo 2^64. A sum does not
 * depend on order and can be undone, so adding or removing an element takes the same time however large the set is.
 *
 * <p>Good against chance, not against a mind: who chooses elements freely can make sums meet. Not thread safe.
 */
public final class SetDigest {
    private long high;
    private long low;
    private long count;

    /** The digest of the same set, to be changed on its own. */
    public SetDigest copy() {
        SetDigest copy = new SetDigest();
        copy.high = high;
        copy.low = low;
        copy.count = count;
        return copy;
    }

    /** Adds an element that is not in the set. */
    public void add(StateDigest element) {
        high += element.high();
        low += element.low();
        count++;
    }

    /** Removes an element that is in the set. */
    public void remove(StateDigest element) {
        high -= element.high();
        low -= element.low();
        count--;
    }

    /** Adds the set, its size included, to a digest of something larger. */
    public Digest addTo(Digest digest) {
        return digest.add(count).add(high).add(low);
    }
}
