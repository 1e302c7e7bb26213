package dev.seaworthy.kv;

/**
 * Asks for keys and what they hold.
 *
 * @param keys which
 * @param revision as of when; 0 for now
 * @param limit most pairs in the answer; 0 for all. The count is of all keys all the same
 * @param form what of them to tell
 * @param filter which pairs to leave out
 * @param order by what to sort them
 */
public record Range(KeyRange keys, long revision, long limit, Form form, Filter filter, Order order)
        implements KvQuery, KvOperation {

    /** What to tell of each key. */
    public enum Form {
        /** Everything. */
        PAIRS,
        /** Everything but the values. */
        KEYS,
        /** Nothing: only how many there are, filtered or not. */
        COUNT
    }

    /** What to sort by; ties go by key, ascending. */
    public enum Target {
        KEY,
        VERSION,
        CREATE_REVISION,
        MOD_REVISION,
        /** As unsigned bytes. */
        VALUE
    }

    /** An order of pairs. */
    public record Order(Target target, boolean descending) {
        /** Keys ascending. */
        public static final Order BY_KEY = new Order(Target.KEY, false);

        /** Whether it is {@link #BY_KEY}: asked for every range there is. */
        boolean isByKey() {
            return target == Target.KEY && !descending;
        }
    }

    /** Bounds of revisions, both included; 0 for no bound. */
    public record Filter(long minMod, long maxMod, long minCreate, long maxCreate) {
        /** No bounds. */
        public static final Filter NONE = new Filter(0, 0, 0, 0);

        public Filter {
            if (minMod < 0 || maxMod < 0 || minCreate < 0 || maxCreate < 0) {
                throw new IllegalArgumentException("a negative bound: mod " + minMod + " to " + maxMod + ", create "
                        + minCreate + " to " + maxCreate);
            }
        }

        /** Whether the pair is within the bounds. */
        boolean admits(KeyValue pair) {
            return pair.modRevision() >= minMod
                    && (maxMod == 0 || pair.modRevision() <= maxMod)
                    && pair.createRevision() >= minCreate
                    && (maxCreate == 0 || pair.createRevision() <= maxCreate);
        }
    }

    public Range {
        if (revision < 0 || limit < 0) {
            throw new IllegalArgumentException("a range at revision " + revision + " of at most " + limit + " pairs");
        }
    }

    /** Everything of these keys, as of now, by key. */
    public static Range of(KeyRange keys) {
        return at(keys, 0);
    }

    /** Everything of these keys, as of a revision, by key. */
    public static Range at(KeyRange keys, long revision) {
        return new Range(keys, revision, 0, Form.PAIRS, Filter.NONE, Order.BY_KEY);
    }
}
