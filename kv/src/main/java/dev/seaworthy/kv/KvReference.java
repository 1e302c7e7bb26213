package dev.seaworthy.kv;

import dev.seaworthy.engine.core.Digest;
import dev.seaworthy.engine.session.SetDigest;
import dev.seaworthy.engine.session.StateDigest;
import dev.seaworthy.kv.KvReply.DeleteReply;
import dev.seaworthy.kv.KvReply.PutReply;
import dev.seaworthy.kv.KvReply.RangeReply;
import dev.seaworthy.kv.KvReply.Reason;
import dev.seaworthy.kv.KvReply.Refusal;
import dev.seaworthy.kv.KvReply.TransactionReply;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;

/**
 * The sequential specification of the store: the same commands and answers written down a second time, as plainly as
 * possible and with nothing in common with {@link KvStateMachine} but the records that go in and come out. A revision
 * is a whole map; a write copies the last one; nothing is ever dropped, so that questions can also be asked as of an
 * earlier moment.
 *
 * <p>For tests and simulators: time and memory grow with keys times revisions. The bound on the bytes of a reply is not
 * its concern. Not thread safe.
 */
public final class KvReference {
    private final List<TreeMap<byte[], KeyValue>> maps = new ArrayList<>();
    private long compacted;

    /** An empty store at revision 1. */
    public KvReference() {
        maps.add(null); // there is no revision 0
        maps.add(new TreeMap<>(Arrays::compareUnsigned));
    }

    /** The revision after the last command. */
    public long revision() {
        return maps.size() - 1L;
    }

    /** Below which revision reads are refused. */
    public long compactedRevision() {
        return compacted;
    }

    /** What the command answers; changes what it changes. */
    public KvReply apply(KvCommand command) {
        if (command instanceof Compact compact) {
            Reason reason = compact.revision() > revision() ? Reason.FUTURE_REVISION : Reason.COMPACTED;
            if (compact.revision() > revision() || compact.revision() <= compacted) {
                return new Refusal(revision(), compacted, reason);
            }
            compacted = compact.revision();
            return new KvReply.CompactReply(revision());
        }
        boolean bare = !(command instanceof Transaction);
        Transaction transaction =
                bare ? new Transaction(List.of(), List.of((KvOperation) command), List.of()) : (Transaction) command;
        Turn turn = new Turn(revision(), compacted);
        Reason reason = turn.objection(transaction);
        if (reason != null) {
            return new Refusal(revision(), compacted, reason);
        }
        TransactionReply reply = turn.run(transaction);
        if (turn.wrote) {
            maps.add(turn.map);
        }
        return bare ? reply.replies().get(0) : reply;
    }

    /** What the query answers now. */
    public KvReply query(KvQuery query) {
        return query(query, revision(), compacted);
    }

    /** What the query answered when the store was at this revision and compacted there. */
    public KvReply query(KvQuery query, long revisionThen, long compactedThen) {
        Turn turn = new Turn(revisionThen, compactedThen);
        if (query instanceof HashAt hash) {
            Reason reason = turn.unreadable(hash.revision());
            long at = hash.revision() == 0 ? revisionThen : hash.revision();
            return reason != null
                    ? new Refusal(revisionThen, compactedThen, reason)
                    : new KvReply.HashReply(revisionThen, compactedThen, at, hash(new Digest(), at, compactedThen));
        }
        boolean bare = query instanceof Range;
        Transaction transaction =
                bare ? new Transaction(List.of(), List.of((Range) query), List.of()) : (Transaction) query;
        Reason reason = transaction.isReadOnly() ? turn.objection(transaction) : Reason.MALFORMED;
        if (reason != null) {
            return new Refusal(revisionThen, compactedThen, reason);
        }
        TransactionReply reply = turn.run(transaction);
        return bare ? reply.replies().get(0) : reply;
    }

    /** What {@link KvStateMachine#digest} says of this store, computed from all of it. */
    public StateDigest digest(long lastApplied) {
        return hash(new Digest().add(lastApplied), revision(), compacted);
    }

    private StateDigest hash(Digest digest, long at, long compactedThen) {
        SetDigest present = new SetDigest();
        SetDigest ended = new SetDigest();
        maps.get((int) at).values().forEach(pair -> present.add(Stored.of(pair).digest()));
        for (long end = compactedThen + 1; end <= at; end++) {
            TreeMap<byte[], KeyValue> after = maps.get((int) end);
            TreeMap<byte[], KeyValue> before =
                    end == 1 ? new TreeMap<>(Arrays::compareUnsigned) : maps.get((int) end - 1);
            for (KeyValue pair : before.values()) {
                if (!pair.equals(after.get(pair.key()))) {
                    ended.add(Stored.of(pair).digestUntil(end));
                }
            }
        }
        return StateDigest.of(ended.addTo(present.addTo(digest.add(at).add(compactedThen))));
    }

    /** One command or query, on a map of its own. */
    private final class Turn {
        private final long start;
        private final long compactedThen;
        private final TreeMap<byte[], KeyValue> unchanged;
        private TreeMap<byte[], KeyValue> map;
        private boolean wrote;

        Turn(long start, long compactedThen) {
            this.start = start;
            this.compactedThen = compactedThen;
            unchanged = maps.get((int) start);
            map = unchanged;
        }

        Reason unreadable(long revision) {
            if (revision > start) {
                return Reason.FUTURE_REVISION;
            }
            return revision > 0 && revision < compactedThen ? Reason.COMPACTED : null;
        }

        Reason objection(Transaction transaction) {
            return writesTwice(transaction) ? Reason.DUPLICATE_KEY : objectionInside(transaction);
        }

        private Reason objectionInside(Transaction transaction) {
            for (KvOperation operation : chosen(transaction)) {
                Reason reason = null;
                if (operation instanceof Transaction inner) {
                    reason = objectionInside(inner);
                } else if (operation instanceof Range range) {
                    reason = unreadable(range.revision());
                } else if (operation instanceof Put put && put.value() == null && !unchanged.containsKey(put.key())) {
                    reason = Reason.KEY_NOT_FOUND;
                }
                if (reason != null) {
                    return reason;
                }
            }
            return null;
        }

        private List<KvOperation> chosen(Transaction transaction) {
            return transaction.conditions().stream().allMatch(this::holds)
                    ? transaction.then()
                    : transaction.otherwise();
        }

        private boolean holds(Compare condition) {
            List<KeyValue> pairs = in(unchanged, condition.keys());
            if (pairs.isEmpty()) {
                return condition.target() != Compare.Target.VALUE
                        && related(condition.relation(), Long.signum(-condition.number()));
            }
            return pairs.stream().allMatch(pair -> related(condition.relation(), compared(pair, condition)));
        }

        private int compared(KeyValue pair, Compare condition) {
            return switch (condition.target()) {
                case VALUE -> Arrays.compareUnsigned(pair.value(), condition.value());
                case VERSION -> Long.signum(pair.version() - condition.number());
                case CREATE_REVISION -> Long.signum(pair.createRevision() - condition.number());
                case MOD_REVISION -> Long.signum(pair.modRevision() - condition.number());
            };
        }

        TransactionReply run(Transaction transaction) {
            boolean succeeded = transaction.conditions().stream().allMatch(this::holds);
            List<KvReply> replies = new ArrayList<>();
            for (KvOperation operation : succeeded ? transaction.then() : transaction.otherwise()) {
                if (operation instanceof Put put) {
                    replies.add(put(put));
                } else if (operation instanceof DeleteRange delete) {
                    List<KeyValue> gone = in(map, delete.keys());
                    write(gone.isEmpty());
                    gone.forEach(pair -> map.remove(pair.key()));
                    replies.add(new DeleteReply(now(), gone.size(), delete.previous() ? gone : List.of()));
                } else if (operation instanceof Range range) {
                    replies.add(range(range));
                } else {
                    replies.add(run((Transaction) operation));
                }
            }
            return new TransactionReply(now(), succeeded, replies);
        }

        private KvReply put(Put put) {
            KeyValue before = map.get(put.key());
            write(false);
            byte[] value = put.value() == null ? before.value() : put.value();
            long created = before == null ? now() : before.createRevision();
            long version = before == null ? 1 : before.version() + 1;
            map.put(put.key(), new KeyValue(put.key(), value, created, now(), version));
            return new PutReply(now(), put.previous() ? before : null);
        }

        private KvReply range(Range range) {
            List<KeyValue> all = in(range.revision() == 0 ? map : maps.get((int) range.revision()), range.keys());
            int count = all.size();
            if (range.form() == Range.Form.COUNT) {
                return new RangeReply(now(), List.of(), false, count);
            }
            all.removeIf(pair -> isOutside(
                    pair.modRevision(), range.filter().minMod(), range.filter().maxMod()));
            all.removeIf(pair -> isOutside(
                    pair.createRevision(),
                    range.filter().minCreate(),
                    range.filter().maxCreate()));
            int turned = range.order().descending() ? -1 : 1;
            all.sort((a, b) -> turned * sorted(range.order().target(), a, b)); // keeps the order of keys in ties
            List<KeyValue> told = new ArrayList<>();
            for (KeyValue pair : all) {
                if (range.limit() == 0 || told.size() < range.limit()) {
                    boolean bare = range.form() == Range.Form.KEYS;
                    byte[] value = bare ? new byte[0] : pair.value();
                    told.add(
                            new KeyValue(pair.key(), value, pair.createRevision(), pair.modRevision(), pair.version()));
                }
            }
            return new RangeReply(now(), told, told.size() < all.size(), count);
        }

        private void write(boolean nothing) {
            if (!nothing && !wrote) {
                wrote = true;
                map = new TreeMap<>(unchanged);
            }
        }

        private long now() {
            return wrote ? start + 1 : start;
        }
    }

    private static int sorted(Range.Target target, KeyValue a, KeyValue b) {
        return switch (target) {
            case KEY -> Arrays.compareUnsigned(a.key(), b.key());
            case VALUE -> Arrays.compareUnsigned(a.value(), b.value());
            case VERSION -> Long.signum(a.version() - b.version());
            case CREATE_REVISION -> Long.signum(a.createRevision() - b.createRevision());
            case MOD_REVISION -> Long.signum(a.modRevision() - b.modRevision());
        };
    }

    private static boolean isOutside(long revision, long least, long most) {
        return revision < least || most != 0 && revision > most;
    }

    private static boolean related(Compare.Relation relation, int comparison) {
        return switch (relation) {
            case EQUAL -> comparison == 0;
            case NOT_EQUAL -> comparison != 0;
            case LESS -> comparison < 0;
            case GREATER -> comparison > 0;
        };
    }

    private static List<KeyValue> in(TreeMap<byte[], KeyValue> map, KeyRange keys) {
        List<KeyValue> pairs = new ArrayList<>();
        map.values().stream().filter(pair -> keys.contains(pair.key())).forEach(pairs::add);
        return pairs;
    }

    /** Tries every two operations that could both be carried out. */
    private static boolean writesTwice(Transaction transaction) {
        return writesTwice(transaction.then()) || writesTwice(transaction.otherwise());
    }

    private static boolean writesTwice(List<KvOperation> operations) {
        for (int i = 0; i < operations.size(); i++) {
            if (operations.get(i) instanceof Transaction inner && writesTwice(inner)) {
                return true;
            }
            for (int j = 0; j < i; j++) {
                if (clash(operations.get(i), operations.get(j)) || clash(operations.get(j), operations.get(i))) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether a put in the first writes a key that the second writes. */
    private static boolean clash(KvOperation first, KvOperation second) {
        if (first instanceof Transaction inner) {
            return inner.then().stream().anyMatch(operation -> clash(operation, second))
                    || inner.otherwise().stream().anyMatch(operation -> clash(operation, second));
        }
        if (second instanceof Transaction inner) {
            return inner.then().stream().anyMatch(operation -> clash(first, operation))
                    || inner.otherwise().stream().anyMatch(operation -> clash(first, operation));
        }
        if (!(first instanceof Put put)) {
            return false;
        }
        return second instanceof Put other && Arrays.equals(put.key(), other.key())
                || second instanceof DeleteRange delete && delete.keys().contains(put.key());
    }
}
