package dev.seaworthy.sim.report;

import dev.seaworthy.checker.History;
import java.util.List;
import java.util.Optional;

/**
 * What happened in a run. Events are numbered from 0 in the order in which they happened.
 *
 * @param events all that the timeline tells
 * @param flights every message
 * @param changes what changed in the nodes' states, in order
 * @param operations what clients did, in order
 * @param lines the timeline; for each of its lines the event it became, -1 where none
 * @param history what the clients' history was judged by; empty where the run ended before that
 * @param numbers for each operation of {@code history}, by index, the number of the operation here
 * @param figures what the run came to; empty where it crashed
 */
public record Recording(
        List<Event> events,
        List<Flight> flights,
        List<Change> changes,
        List<Deed> operations,
        List<Integer> lines,
        Optional<History> history,
        int[] numbers,
        Optional<Figures> figures) {
    /** What an event is; the page draws by it. */
    public enum Kind {
        OTHER("other"),
        SENT("sent"),
        GOT("got"),
        WRITE("write"),
        SYNCED("synced"),
        ROLE("role"),
        COMMIT("commit"),
        DOWN("down"),
        STARTED("started"),
        FAULT("fault"),
        BEGINS("begins"),
        ENDS("ends"),
        BROKEN("broken"),
        HELD("held");

        private final String code;

        Kind(String code) {
            this.code = code;
        }

        /** How the page calls it. */
        String code() {
            return code;
        }
    }

    /**
     * Something that happened.
     *
     * @param atNanos when, in virtual nanoseconds
     * @param place where, as in the timeline
     * @param what the line of the timeline
     * @param causes the events without which it would not have happened then, as far as is known
     * @param io of a write, its number; of a sync, the newest write that is durable with it; else 0
     */
    public record Event(long atNanos, String place, Kind kind, String what, List<Integer> causes, long io) {}

    /**
     * A message.
     *
     * @param sent the event that sent it
     * @param to where to
     * @param type what it is
     * @param fate {@code arrives}, {@code lost} or {@code cut}
     * @param atNanos when it arrives; -1 where it does not
     * @param againNanos when it arrives a second time; -1 where it does not
     */
    public record Flight(int sent, String to, String type, String fate, long atNanos, long againNanos) {}

    /**
     * A change in what is known of a node.
     *
     * @param after the last event before it; -1 for none
     * @param node whose, from 1
     * @param what of what kind
     * @param numbers the particulars: numbers and texts, each kind in its own order
     */
    public record Change(int after, int node, String what, List<Object> numbers) {}

    /**
     * An operation of a client.
     *
     * @param client whose
     * @param words what it is
     * @param begun the event with which it began
     * @param ended the event with which it ended; -1 where it did not
     * @param outcome what the client knows of it; null where it did not end
     * @param index its place in the log: of a change the entry that carried it out, of a read the last one it saw; 0
     *     where there is none
     * @param effectNanos when it took effect, as far as is known: a change when its entry was first applied, a read
     *     when it was answered; -1 where it is not known to have
     */
    public record Deed(int client, String words, int begun, int ended, String outcome, long index, long effectNanos) {}

    /** What the run came to, as in {@link dev.seaworthy.sim.RunResult}. */
    public record Figures(
            String hash, long events, long virtualNanos, long elections, long commits, long operations, long unknown) {}
}
