package dev.seaworthy.cli.torture;

/**
 * Something that goes wrong.
 *
 * @param atMillis when it begins, from the beginning of the run
 * @param lastsMillis how long it lasts: until a killed node is started again, too
 * @param form what it is
 * @param node whom it meets; 0 for whoever leads then
 * @param beside of a {@link Form#SPLIT}: how many nodes stay with that one; else 0
 * @param closing of a partition: whether connections break and are refused; else they stay, and nothing comes through
 *     until it ends
 * @param delayMillis of {@link Form#SLOW}: how much later everything comes; else 0
 */
public record Fault(
        long atMillis, long lastsMillis, Form form, long node, int beside, boolean closing, int delayMillis) {
    /** When it is over. */
    long endMillis() {
        return atMillis + lastsMillis;
    }

    /** A sentence for people, without times. */
    String sentence() {
        String who = node == 0 ? "the leader" : "node " + node;
        String how = closing ? ", connections closed" : ", connections held";
        return switch (form) {
            case KILL -> "kill " + who;
            case KILL_ALL -> "kill all nodes";
            case PAUSE -> "stop " + who;
            case ISOLATE -> "isolate " + who + how;
            case SPLIT -> "split " + who + " with " + beside + " more from the rest" + how;
            case DEAF -> "let " + who + " hear nobody";
            case MUTE -> "let nobody hear " + who;
            case SLOW -> "delay everything to and from " + who + " by " + delayMillis + " ms";
            case FULL -> "fill the disk of " + who;
        };
    }
}
