package dev.seaworthy.sim.story;

import java.util.List;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One thing that happened, as part of a sentence.
 *
 * @param atNanos when, in virtual nanoseconds
 * @param who who did it, such as {@code n2}
 * @param did what, in the past tense
 * @param line which line of the timeline tells it, from 0
 * @param weight how much a reader needs it: the smaller, the sooner it is left out
 */
record Clause(long atNanos, String who, String did, int line, int weight) {
    /** Strikes from outside: without these there would be no story. */
    static final int BLOW = 100;

    /** Turns of the protocol. */
    static final int TURN = 60;

    /** What happens all the time and matters only beside the failure. */
    static final int STEP = 20;

    /** A form that lines of the timeline have, and the words for it. */
    private record Form(String places, Pattern line, int weight, Function<MatchResult, String> words) {}

    private static final List<Form> FORMS = List.of(
            form(
                    "n",
                    "crashes; 0 of \\d+ un-synced writes are lost(?:, and (.*))?",
                    BLOW,
                    m -> m.group(1) == null ? "crashed" : "crashed and lost " + m.group(1)),
            form(
                    "n",
                    "crashes; (\\d+) of (\\d+) un-synced writes are lost(, and .*)?",
                    BLOW,
                    m -> "crashed and lost " + m.group(1) + " of " + m.group(2) + " un-synced writes"
                            + (m.group(3) == null ? "" : m.group(3))),
            form("n", "has a disk on which (.*) rots?", BLOW, m -> "had a disk on which " + m.group(1) + " rotted"),
            form("n", "refuses to start: (.*)", BLOW, m -> "refused to start: " + m.group(1)),
            form(
                    "n",
                    "loses the header of a batch from its disk",
                    BLOW,
                    m -> "lost the header of a batch from its disk"),
            form(
                    "n",
                    "loses one un-synced batch, but none of those after it",
                    BLOW,
                    m -> "lost one un-synced batch, but none of those after it"),
            form("n", "is killed; .*", BLOW, m -> "was killed"),
            form("n", "is paused", BLOW, m -> "was paused"),
            form("n", "falls asleep, and its clock too", BLOW, m -> "fell asleep, and its clock with it"),
            form(
                    "n",
                    "has a clock that leaps forward by (\\d+) ns",
                    BLOW,
                    m -> "had a clock that leapt forward by " + m.group(1) + " ns"),
            form("n", "goes on", TURN + 10, m -> "went on"),
            form("n", "waits for its disk from now on", BLOW, m -> "waited for its disk from then on"),
            form("n", "loses its disk \\d+ and gets disk \\d+", BLOW, m -> "lost its disk and got an empty one"),
            form(
                    "n",
                    "loses entries (\\d+) to (\\d+)(?: of \\d+)? from its disk",
                    BLOW,
                    m -> "lost "
                            + (m.group(1).equals(m.group(2))
                                    ? "entry " + m.group(1)
                                    : "the entries " + m.group(1) + " to " + m.group(2))
                            + " from its disk"),
            form(
                    "n",
                    "starts in term (\\d+) with entries up to (\\d+).*",
                    TURN + 10,
                    m -> "started again in term " + m.group(1) + " with entries up to " + m.group(2)),
            form("n", "HALTS, (.*)", BLOW, m -> "halted, " + m.group(1)),
            form(
                    "fault",
                    "f\\d+ partition isolate(?:_from_peers)? of (n\\d+) (begins|ends)",
                    BLOW,
                    m -> m.group(1) + (m.group(2).equals("begins") ? " was cut off" : " was no longer cut off")),
            form(
                    "fault",
                    "f\\d+ (partition .*|loss.*|duplication.*|delay.*|slow_disk.*) ends",
                    TURN + 10,
                    m -> "a " + m.group(1).replace('_', ' ') + " ended"),
            form(
                    "fault",
                    "f\\d+ ((?:partition |loss|duplication|delay|slow_disk|clog|bandwidth|bit_flip|reset|stale).*)"
                            + " (begins|ends)",
                    BLOW,
                    m -> "a " + m.group(1).replace('_', ' ') + (m.group(2).equals("begins") ? " began" : " ended")),
            form("fault", "everything is healed", BLOW, m -> "everything was healed"),
            form("op", "sets out to (.*) \\(action 0, .*\\)", STEP, m -> "the operator set out to " + m.group(1)),
            form("op", "sets out to (.*)", BLOW - 2, m -> "the operator set out to " + m.group(1)),
            form(
                    "op",
                    "asks (n\\d+) (for|to) (.*)",
                    TURN,
                    m -> "the operator asked " + m.group(1) + " " + m.group(2) + " " + m.group(3)),
            form("n", "is CANDIDATE in term (\\d+).*", TURN - 2, m -> "campaigned in term " + m.group(1)),
            form("n", "is LEADER in term (\\d+).*", TURN + 5, m -> "became leader of term " + m.group(1)),
            form(
                    "n",
                    "sends n\\d+(?:#\\d+)?>(n\\d+)(?:#\\d+)? RequestVoteReply term (\\d+) granted.*",
                    TURN,
                    m -> "granted its vote to " + m.group(1) + " in term " + m.group(2)),
            form(
                    "n",
                    "(?:sends|holds) n\\d+(?:#\\d+)?>(n\\d+)(?:#\\d+)? RequestVoteReply term (\\d+)"
                            + " refused(?: until io \\d+)?(.*)",
                    STEP + 10,
                    m -> "refused " + m.group(1) + " its vote in term " + m.group(2) + m.group(3)),
            form(
                    "n",
                    "(?:sends|holds) n\\d+(?:#\\d+)?>(n\\d+)(?:#\\d+)? PreVoteReply term (\\d+)"
                            + " refused(?: until io \\d+)?(.*)",
                    STEP + 5,
                    m -> "told " + m.group(1) + " that it would not vote for it in term " + m.group(2) + m.group(3)),
            form("n", "refuses the change(: .*)", TURN, m -> "refused the change" + m.group(1)),
            form("n", "does not hand over(: .*)", TURN, m -> "did not hand over" + m.group(1)),
            form(
                    "n",
                    "sends n\\d+(?:#\\d+)?>(n\\d+)(?:#\\d+)? TimeoutNow term (\\d+).*",
                    TURN,
                    m -> "told " + m.group(1) + " to campaign"),
            form(
                    "n",
                    "sends n\\d+(?:#\\d+)?>(n\\d+)(?:#\\d+)? InstallSnapshot term \\d+ of entry (\\d+).*",
                    STEP,
                    m -> "sent " + m.group(1) + " the snapshot of entry " + m.group(2)),
            form("n", "removes entries from (\\d+) on.*", TURN, m -> "removed its entries from " + m.group(1) + " on"),
            form(
                    "n",
                    "replaces its log by the snapshot of entry (\\d+).* which was never stored",
                    TURN,
                    m -> "was to replace its log by the snapshot of entry " + m.group(1) + ", which was never stored"),
            form(
                    "n",
                    "replaces its log by the snapshot of entry (\\d+).*",
                    TURN,
                    m -> "replaced its log by the snapshot of entry " + m.group(1)),
            form(
                    "n",
                    "restores the snapshot of entry (\\d+)",
                    TURN - 1,
                    m -> "restored the snapshot of entry " + m.group(1)),
            form(
                    "n",
                    "captures its state after entry (\\d+)",
                    STEP + 5,
                    m -> "took a snapshot after entry " + m.group(1)),
            form(
                    "n",
                    "stands on the snapshot of entry (\\d+).*",
                    STEP + 5,
                    m -> "dropped its entries up to " + m.group(1) + " for the snapshot"),
            form("n", "uses the configuration of entry [01]: .*", STEP - 15, m -> "took up the first configuration"),
            form(
                    "n",
                    "uses the configuration of entry (\\d+): (.*)",
                    STEP + 15,
                    m -> "took up the configuration of entry " + m.group(1) + ", "
                            + m.group(2).replaceFirst("; before: (.*)", " (before: $1)")),
            form("n", "appends (\\d+)(?:\\.\\.\\d+)?,? .*", STEP - 10, m -> "appended entry " + m.group(1)),
            form(
                    "n",
                    "commits to (\\d+): ((?:only .*?|none) of the .*?) ha(?:s|ve) it, (.*)",
                    TURN + 30,
                    m -> "committed up to entry " + m.group(1) + " though " + m.group(2) + " had it, "
                            + past(m.group(3))),
            form(
                    "n",
                    "commits to (\\d+): (.*?) ha(?:s|ve) it,.*\\((configuration of entry \\d+)\\).*",
                    STEP,
                    m -> "committed up to entry " + m.group(1) + ", on the disks of " + m.group(2) + ", " + m.group(3)),
            form("n", "commits to (\\d+)", STEP, m -> "committed up to entry " + m.group(1)),
            form(
                    "n",
                    "confirms read \\d+ at index (\\d+): ((?:only .*?|none) of the .*?) stands? by it as leader, (.*)",
                    TURN + 30,
                    m -> "confirmed a read " + readOf(m.group(1)) + " though " + m.group(2) + " stood by it as leader, "
                            + past(m.group(3))),
            form("n", "confirms read \\d+ at index (\\d+).*", STEP, m -> "confirmed a read " + readOf(m.group(1))),
            form(
                    "c",
                    "asks (n\\d+), operation (\\d+), attempt 1",
                    STEP - 8,
                    m -> "asked " + m.group(1) + " for its operation " + m.group(2)));

    /** The same with other words for what was done. */
    Clause saying(String words) {
        return new Clause(atNanos, who, words, line, weight);
    }

    private static String readOf(String index) {
        return index.equals("0") ? "of the state before anything was applied" : "at index " + index;
    }

    /** The rest of a count, as of something past. */
    private static String past(String count) {
        return count.replaceFirst(" needed ", count.startsWith("1 needed ") ? " was needed " : " were needed ")
                .replace(" has it too, but does not ", " had it too, but did not ")
                .replace(" have it too, but does not ", " had it too, but did not ");
    }

    private static Form form(String places, String line, int weight, Function<MatchResult, String> words) {
        return new Form(places, Pattern.compile(line), weight, words);
    }

    /** What a line of the timeline tells; null where it is nothing for a story. */
    static Clause of(TracedRun.Line line, int number) {
        boolean isBeginning = line.atNanos() == 0;
        for (Form form : FORMS) {
            if (isBeginning || !isAt(form.places(), line.place())) {
                continue;
            }
            Matcher matcher = form.line().matcher(line.what());
            if (matcher.matches()) {
                boolean isNamed = line.place().matches("[nc]\\d+");
                return new Clause(
                        line.atNanos(),
                        isNamed ? line.place() : "",
                        form.words().apply(matcher),
                        number,
                        form.weight());
            }
        }
        return null;
    }

    private static boolean isAt(String places, String place) {
        return places.equals(place)
                || places.length() == 1
                        && place.startsWith(places)
                        && Character.isDigit(place.charAt(place.length() - 1));
    }
}
