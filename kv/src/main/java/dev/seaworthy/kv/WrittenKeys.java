package dev.seaworthy.kv;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;

/**
 * The keys a list of operations may write: puts by name, deletes by range. Two deletes of the same key are one; a put
 * and anything else that writes its key are two writes of one key, unless they stand in the two lists of one
 * transaction, of which only one is carried out. Not thread safe.
 */
final class WrittenKeys {
    private final TreeSet<byte[]> puts = new TreeSet<>(Arrays::compareUnsigned);
    private final List<KeyRange> deletes = new ArrayList<>();

    private WrittenKeys() {}

    /** Whether some key could be written twice by this transaction. */
    static boolean repeatIn(Transaction transaction) {
        return of(transaction) == null;
    }

    /** What either list may write; null where one could write a key twice. */
    private static WrittenKeys of(Transaction transaction) {
        WrittenKeys either = of(transaction.then());
        WrittenKeys otherwise = of(transaction.otherwise());
        if (either == null || otherwise == null) {
            return null;
        }
        either.puts.addAll(otherwise.puts);
        either.deletes.addAll(otherwise.deletes);
        return either;
    }

    private static WrittenKeys of(List<KvOperation> operations) {
        WrittenKeys all = new WrittenKeys();
        for (KvOperation operation : operations) {
            WrittenKeys more = new WrittenKeys();
            if (operation instanceof Put put) {
                more.puts.add(put.key());
            } else if (operation instanceof DeleteRange delete) {
                more.deletes.add(delete.keys());
            } else if (operation instanceof Transaction inner) {
                more = of(inner);
            }
            if (more == null || all.meets(more)) {
                return null;
            }
            all.puts.addAll(more.puts);
            all.deletes.addAll(more.deletes);
        }
        return all;
    }

    private boolean meets(WrittenKeys other) {
        for (byte[] key : other.puts) {
            if (puts.contains(key)) {
                return true;
            }
        }
        return anyDeleted(other.puts, deletes) || anyDeleted(puts, other.deletes);
    }

    private static boolean anyDeleted(TreeSet<byte[]> keys, List<KeyRange> deletes) {
        for (KeyRange range : deletes) {
            byte[] first = keys.ceiling(range.first());
            if (first != null && range.endsAfter(first)) {
                return true;
            }
        }
        return false;
    }
}
