package dev.seaworthy.engine.session;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * A sorted map that never changes: whoever adds or removes gets another tree, which shares all but the path from its
 * root to the change. A state machine that holds its state in one captures it by keeping a reference.
 *
 * <p>An AVL tree: the heights of two siblings differ by at most one, whatever keys come in whatever order, so a path
 * has at most 1.44 log2(n) nodes. {@link #get} allocates nothing; {@link #with} and {@link #without} make one node of
 * about 32 bytes for each level. Walking is in the order of keys.
 *
 * <p>Every field is final: a tree may be handed to another thread in any way. Keys and values must not change either.
 *
 * @param <K> what values are found by
 * @param <V> never null
 */
public final class SortedTree<K, V> implements Iterable<SortedTree.Entry<K, V>> {
    private final Comparator<? super K> order;
    private final Node<K, V> root;
    private final int size;

    /** A key and what it stands for. */
    public interface Entry<K, V> {
        /** What the value is found by. */
        K key();

        /** Never null. */
        V value();
    }

    private record Node<K, V>(K key, V value, Node<K, V> left, Node<K, V> right, int height) implements Entry<K, V> {}

    private SortedTree(Comparator<? super K> order, Node<K, V> root, int size) {
        this.order = order;
        this.root = root;
        this.size = size;
    }

    /** The tree without keys; all made from it are sorted by {@code order}. */
    public static <K, V> SortedTree<K, V> empty(Comparator<? super K> order) {
        return new SortedTree<>(order, null, 0);
    }

    /** What the key stands for; null where it is absent. */
    public V get(K key) {
        Node<K, V> node = root;
        while (node != null) {
            int side = order.compare(key, node.key);
            if (side == 0) {
                return node.value;
            }
            node = side < 0 ? node.left : node.right;
        }
        return null;
    }

    /** This tree with the key standing for the value, whether or not it was present. */
    public SortedTree<K, V> with(K key, V value) {
        if (value == null) {
            throw new IllegalArgumentException("no value for key " + key);
        }
        Path<K, V> path = new Path<>(height());
        Node<K, V> node = root;
        while (node != null) {
            int side = order.compare(key, node.key);
            if (side == 0) {
                return new SortedTree<>(
                        order, path.replaced(new Node<>(key, value, node.left, node.right, node.height)), size);
            }
            node = path.step(node, side < 0);
        }
        return new SortedTree<>(order, path.grown(node(key, value, null, null)), Math.addExact(size, 1));
    }

    /** This tree without the key; the tree itself where it is absent. */
    public SortedTree<K, V> without(K key) {
        return get(key) == null ? this : new SortedTree<>(order, without(root, key), size - 1);
    }

    /** The number of keys. */
    public int size() {
        return size;
    }

    /** The entry of the smallest key; null where there is none. */
    public Entry<K, V> first() {
        return root == null ? null : leftmost(root);
    }

    /** In ascending order of keys. Cannot remove. */
    @Override
    public Iterator<Entry<K, V>> iterator() {
        Walk<K, V> walk = new Walk<>();
        walk.descend(root);
        return walk;
    }

    /** The entries from this key on, whether or not it is present, in ascending order. Cannot remove. */
    public Iterator<Entry<K, V>> from(K key) {
        Walk<K, V> walk = new Walk<>();
        Node<K, V> node = root;
        while (node != null) {
            if (order.compare(key, node.key) <= 0) {
                walk.ahead.push(node);
                node = node.left;
            } else {
                node = node.right;
            }
        }
        return walk;
    }

    /** The nodes on the way are ancestors that are still to be given out, the nearest on top. */
    private static final class Walk<K, V> implements Iterator<Entry<K, V>> {
        private final ArrayDeque<Node<K, V>> ahead = new ArrayDeque<>();

        @Override
        public boolean hasNext() {
            return !ahead.isEmpty();
        }

        @Override
        public Entry<K, V> next() {
            if (ahead.isEmpty()) {
                throw new NoSuchElementException("the walk is over");
            }
            Node<K, V> node = ahead.pop();
            descend(node.right);
            return node;
        }

        private void descend(Node<K, V> from) {
            for (Node<K, V> node = from; node != null; node = node.left) {
                ahead.push(node);
            }
        }
    }

    /** The way down from the root to a place, which is copied on the way back. */
    private static final class Path<K, V> {
        private final Node<K, V>[] nodes;
        /** Bit i: whether the way goes to the left at node i; no tree in any memory is higher than 64. */
        private long lefts;

        private int depth;

        @SuppressWarnings({"unchecked", "rawtypes"})
        Path(int heightMax) {
            nodes = new Node[heightMax];
        }

        Node<K, V> step(Node<K, V> node, boolean left) {
            lefts |= left ? 1L << depth : 0;
            nodes[depth++] = node;
            return left ? node.left : node.right;
        }

        /** The root where another node of the same height is in this place: nothing is to be balanced. */
        Node<K, V> replaced(Node<K, V> there) {
            Node<K, V> below = there;
            for (int i = depth - 1; i >= 0; i--) {
                Node<K, V> node = nodes[i];
                below = isLeft(i)
                        ? new Node<>(node.key, node.value, below, node.right, node.height)
                        : new Node<>(node.key, node.value, node.left, below, node.height);
            }
            return below;
        }

        /** The root where a node is in this place that was empty. */
        Node<K, V> grown(Node<K, V> there) {
            Node<K, V> below = there;
            for (int i = depth - 1; i >= 0; i--) {
                Node<K, V> node = nodes[i];
                below = isLeft(i) ? balanced(node, below, node.right) : balanced(node, node.left, below);
            }
            return below;
        }

        private boolean isLeft(int i) {
            return (lefts >>> i & 1) != 0;
        }
    }

    /** The key is somewhere below or in the node. */
    private Node<K, V> without(Node<K, V> node, K key) {
        int side = order.compare(key, node.key);
        if (side < 0) {
            return balanced(node, without(node.left, key), node.right);
        }
        if (side > 0) {
            return balanced(node, node.left, without(node.right, key));
        }
        if (node.left == null || node.right == null) {
            return node.left == null ? node.right : node.left;
        }
        return balanced(leftmost(node.right), node.left, withoutLeftmost(node.right));
    }

    private static <K, V> Node<K, V> leftmost(Node<K, V> from) {
        Node<K, V> node = from;
        while (node.left != null) {
            node = node.left;
        }
        return node;
    }

    private static <K, V> Node<K, V> withoutLeftmost(Node<K, V> node) {
        return node.left == null ? node.right : balanced(node, withoutLeftmost(node.left), node.right);
    }

    /** {@code middle} between two subtrees, of which one may have become too high, or the other too low, by one. */
    private static <K, V> Node<K, V> balanced(Node<K, V> middle, Node<K, V> left, Node<K, V> right) {
        int tilt = height(left) - height(right);
        assert Math.abs(tilt) <= 2 : "subtrees of heights " + height(left) + " and " + height(right);
        if (tilt > 1) {
            Node<K, V> inner = left.right;
            return height(left.left) >= height(inner)
                    ? like(left, left.left, like(middle, inner, right))
                    : like(inner, like(left, left.left, inner.left), like(middle, inner.right, right));
        }
        if (tilt < -1) {
            Node<K, V> inner = right.left;
            return height(right.right) >= height(inner)
                    ? like(right, like(middle, left, inner), right.right)
                    : like(inner, like(middle, left, inner.left), like(right, inner.right, right.right));
        }
        return like(middle, left, right);
    }

    private static <K, V> Node<K, V> like(Node<K, V> node, Node<K, V> left, Node<K, V> right) {
        return node(node.key, node.value, left, right);
    }

    private static <K, V> Node<K, V> node(K key, V value, Node<K, V> left, Node<K, V> right) {
        return new Node<>(key, value, left, right, 1 + Math.max(height(left), height(right)));
    }

    private static int height(Node<?, ?> node) {
        return node == null ? 0 : node.height;
    }

    /** The longest path from the root, in nodes. */
    int height() {
        return height(root);
    }
}
