package dev.seaworthy.bench.checker;

import dev.seaworthy.checker.History;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;

/**
 * A generated history of one register that clients read, write and compare and set. It is linearizable: each operation
 * takes effect at one moment while it is under way. No two writes write the same value.
 *
 * @param operations how many
 * @param clients how many call at a time
 * @param unknownPercent how many of a hundred mutations are never answered; half of these take effect some time
 * @param seed what else differs
 */
record Scene(int operations, int clients, int unknownPercent, long seed) {
    private static final int PERCENT = 100;
    private static final int READS_PERCENT = 50;
    private static final int WRITES_PERCENT = 40;
    private static final int NONE = -1;

    History history() {
        return new Run().history();
    }

    /** The register and its clients, while the history comes to be. */
    private final class Run {
        private final SplittableRandom random = new SplittableRandom(seed);
        private final History.Builder builder = History.builder();
        private final int[] operation = new int[clients];
        private final long[] process = new long[clients];
        private final boolean[] effective = new boolean[clients];
        private final boolean[] silent = new boolean[clients];
        private final Object[] answer = new Object[clients];
        private Object value;
        private long written;
        private long processes;

        History history() {
            Arrays.fill(operation, NONE);
            for (int client = 0; client < clients; client++) {
                process[client] = processes++;
            }
            int busy = 0;
            while (builder.size() < operations || busy > 0) {
                int client = random.nextInt(clients);
                if (operation[client] == NONE) {
                    if (builder.size() < operations) {
                        invoke(client);
                        busy++;
                    }
                } else if (!effective[client]) {
                    takeEffect(client);
                } else {
                    complete(client);
                    busy--;
                }
            }
            return builder.build();
        }

        private void invoke(int client) {
            int kind = random.nextInt(PERCENT);
            boolean mutates = kind >= READS_PERCENT;
            effective[client] = false;
            silent[client] = mutates && random.nextInt(PERCENT) < unknownPercent;
            if (!mutates) {
                operation[client] = builder.invoke(process[client], "read", null);
            } else if (kind < READS_PERCENT + WRITES_PERCENT) {
                operation[client] = builder.invoke(process[client], "write", ++written);
            } else {
                operation[client] = builder.invoke(process[client], "cas", Arrays.asList(value, ++written));
            }
        }

        private void takeEffect(int client) {
            effective[client] = true;
            if (silent[client] && random.nextBoolean()) {
                return;
            }
            Object input = builder.operation(operation[client]).input();
            switch (builder.operation(operation[client]).function()) {
                case "read" -> answer[client] = value;
                case "write" -> {
                    value = input;
                    answer[client] = input;
                }
                default -> compareAndSet(client, (List<?>) input);
            }
        }

        private void compareAndSet(int client, List<?> pair) {
            if (Objects.equals(pair.get(0), value)) {
                value = pair.get(1);
                answer[client] = pair;
            } else {
                answer[client] = null;
            }
        }

        private void complete(int client) {
            boolean refused = answer[client] == null
                    && builder.operation(operation[client]).function().equals("cas");
            if (silent[client]) {
                process[client] = processes++;
            } else if (refused) {
                builder.fail(operation[client]);
            } else {
                builder.ok(operation[client], answer[client]);
            }
            operation[client] = NONE;
        }
    }
}
