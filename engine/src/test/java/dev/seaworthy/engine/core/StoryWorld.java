package dev.seaworthy.engine.core;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Carries out a story's commands on real cores, and tells what comes of them. Time is in milliseconds in a story; it,
 * the network and the disks move only when a command says so. After each command the node it was for flushes, as a host
 * does.
 *
 * <pre>
 *   leases PPM | older NODE...        before the cluster: leases with this clock bound; nodes of an older release
 *   cluster COUNT                     nodes 1 to COUNT, all of them voters
 *   given NODE TERM TERM[:BYTES]...   its disk knows this term, and holds entries of these terms, the cluster's first one
 *                                     among them
 *   join NODE DISK                    a node with an empty disk that is yet to become a member
 *   pass MS | campaign NODE | timer NODE
 *   propose NODE BYTES... | read NODE | transfer NODE TARGET (0: the best)
 *   change NODE MEMBERS [expecting INDEX]    members as in traces: 1,2,3+4 or with disks 1,2/99
 *   persist NODE [oldest] | crash NODE | restart NODE | lose NODE INDEX | wipe NODE DISK | upgrade NODE
 *   snapshot NODE BYTES | received NODE sound|unsound   the host has saved what is committed; has verified a snapshot
 *   deliver|drop|repeat A->B [KIND]   the oldest message on its way (of a kind); repeat leaves it on its way
 *   hold A->B [KIND] as NAME | release NAME
 *   drop-all                          everything on its way is lost
 *   settle NODE...                    persists and delivers among these until all is said; what others are told is lost
 *   heartbeat NODE                    time passes until its next heartbeat
 *   show NODE...                      role, log and commitIndex
 *   quietly COMMAND                   says nothing of what comes of it
 * </pre>
 */
final class StoryWorld {
    static final Limits LIMITS =
            new Limits(150_000_000L, 300_000_000L, 50_000_000L, 1000, 10, 4, 2000, 5000, 1500, 100, 0, 1_000_000_000L);

    private static final int ROUNDS_MAX = 1000;

    private record Flight(Message message, int capabilities) {}

    final TreeMap<Long, StoryNode> nodes = new TreeMap<>();
    private final List<Flight> network = new ArrayList<>();
    private final Map<String, Flight> held = new TreeMap<>();
    private final List<String> lines = new ArrayList<>();
    private final List<Long> older = new ArrayList<>();
    private ClockBound leaseClock;
    private long now = 1_000_000_000L;
    private boolean quiet;

    /** What came of a command, line by line. */
    List<String> run(String command) {
        lines.clear();
        String[] words = command.split(" +");
        quiet = words[0].equals("quietly");
        carryOut(quiet ? Arrays.copyOfRange(words, 1, words.length) : words);
        return List.copyOf(lines);
    }

    private void carryOut(String[] words) {
        switch (words[0]) {
            case "leases" -> leaseClock = new ClockBound((int) number(words, 1));
            case "older" -> older.addAll(numbers(words));
            case "cluster" -> cluster((int) number(words, 1));
            case "join" -> join(number(words, 1), number(words, 2));
            case "given" -> given(words);
            case "pass" -> now += number(words, 1) * 1_000_000;
            case "settle" -> settle(numbers(words));
            case "deliver", "drop", "repeat", "hold" -> network(words);
            case "release" -> deliver(held.remove(words[1]));
            case "drop-all" -> network.clear();
            case "show" -> numbers(words).forEach(this::show);
            case "upgrade" -> upgrade(number(words, 1));
            case "wipe" -> wipe(number(words, 1), number(words, 2));
            default -> carryOut(words, node(number(words, 1)));
        }
    }

    private void carryOut(String[] words, StoryNode node) {
        node.now = now;
        switch (words[0]) {
            case "campaign", "heartbeat" -> {
                now = Math.max(now, node.core.nextDeadlineNanos());
                node.now = now;
                node.timer();
            }
            case "timer" -> node.timer();
            case "propose" -> {
                for (int i = 2; i < words.length; i++) {
                    answer(node, node.propose((int) number(words, i)));
                }
                node.flush();
            }
            case "read" -> admit(node, node.core.onRead(now));
            case "transfer" -> admit(node, node.core.onTransfer(now, number(words, 2)));
            case "change" -> admit(node, node.core.onChangeMembership(now, change(node, words)));
            case "persist" -> node.persist(words.length > 2 ? node.disk.oldest() : node.disk.newest());
            case "disk" -> node.disk(DiskCondition.valueOf(words[2]));
            case "crash" -> node.crash();
            case "restart" -> node.start(now);
            case "lose" -> node.disk.lose(number(words, 2));
            case "snapshot" -> {
                node.core.onSnapshotSaved(now, snapshot(node.core, number(words, 2)));
                node.drain();
                node.flush();
            }
            case "received" -> {
                node.core.onSnapshotReceived(now, node.finished, words[2].equals("sound"));
                node.drain();
                node.flush();
            }
            default -> throw new IllegalArgumentException("no command " + words[0]);
        }
    }

    /** The snapshot a host would take of what is committed. */
    static SnapshotMeta snapshot(RaftCore core, long bytes) {
        long index = core.commitIndex();
        long term = core.termAt(index);
        return new SnapshotMeta(
                new EntryId(term, index),
                0,
                core.configurationIndexAt(index),
                core.configurationAt(index),
                bytes,
                term,
                index);
    }

    private void cluster(int count) {
        for (long id = 1; id <= count; id++) {
            add(new Member(id, id), Configuration.ofVoters(CoreHarness.members(count)));
        }
    }

    private void given(String[] words) {
        StoryNode node = node(number(words, 1));
        List<TestEntries.Entry> entries = new ArrayList<>();
        for (int i = 3; i < words.length; i++) {
            String[] parts = words[i].split(":");
            long term = Long.parseLong(parts[0]);
            entries.add(
                    i == 3
                            ? TestEntries.Entry.configuration(term, node.core.configuration())
                            : TestEntries.Entry.command(term, parts.length > 1 ? Integer.parseInt(parts[1]) : 1));
        }
        node.disk.write(new Effect.SaveHardState(new HardState(number(words, 2), null, 0, false), 1));
        node.disk.write(2, entries);
        node.disk.sync(2);
        startQuietly(node);
    }

    private void join(long nodeId, long diskId) {
        add(new Member(nodeId, diskId), Configuration.NONE);
    }

    private void upgrade(long nodeId) {
        older.remove(nodeId);
        nodes.put(nodeId, node(nodeId).upgraded(options(node(nodeId).options.self())));
        startQuietly(node(nodeId));
    }

    private void wipe(long nodeId, long diskId) {
        join(nodeId, diskId);
    }

    private void add(Member self, Configuration configuration) {
        StoryNode node = new StoryNode(
                options(self),
                new TestDisk(configuration),
                (teller, line) -> say(teller.options.self().nodeId() + ": " + line),
                (sender, message) -> network.add(new Flight(message, sender.options.capabilities())));
        nodes.put(self.nodeId(), node);
        startQuietly(node);
    }

    private CoreOptions options(Member self) {
        int capabilities = older.contains(self.nodeId()) ? Capabilities.NONE : Capabilities.ALL;
        return new CoreOptions(self, LIMITS, self.nodeId(), 0, leaseClock, capabilities);
    }

    private void startQuietly(StoryNode node) {
        boolean wasQuiet = quiet;
        quiet = true;
        node.start(now);
        quiet = wasQuiet;
    }

    private void admit(StoryNode node, Admission admission) {
        node.drain();
        answer(node, admission);
        node.flush();
    }

    private void answer(StoryNode node, Admission admission) {
        if (!admission.isAccepted()) {
            say(node.options.self().nodeId() + ": refused reason=" + admission.refusal());
        }
    }

    private MembershipChange change(StoryNode node, String[] words) {
        String[] halves = words[2].split("\\+");
        Configuration target =
                new Configuration(members(halves[0]), List.of(), halves.length > 1 ? members(halves[1]) : List.of());
        return new MembershipChange(words.length > 3 ? number(words, 4) : node.core.configurationIndex(), target);
    }

    private static List<Member> members(String names) {
        List<Member> members = new ArrayList<>();
        for (String name : names.split(",")) {
            String[] parts = name.split("/");
            long nodeId = Long.parseLong(parts[0]);
            members.add(new Member(nodeId, parts.length > 1 ? Long.parseLong(parts[1]) : nodeId));
        }
        return members;
    }

    private void network(String[] words) {
        String[] ends = words[1].split("->");
        String kind = words.length > 2 && !words[2].equals("as") ? words[2] : "";
        for (int i = 0; i < network.size(); i++) {
            Message message = network.get(i).message();
            if (message.from().nodeId() == Long.parseLong(ends[0])
                    && message.to().nodeId() == Long.parseLong(ends[1])
                    && (kind.isEmpty() || kind.equals(message.getClass().getSimpleName()))) {
                Flight flight = words[0].equals("repeat") ? network.get(i) : network.remove(i);
                if (words[0].equals("hold")) {
                    held.put(words[words.length - 1], flight);
                } else if (!words[0].equals("drop")) {
                    deliver(flight);
                }
                return;
            }
        }
        throw new IllegalArgumentException("nothing is on its way as " + String.join(" ", words));
    }

    private void deliver(Flight flight) {
        StoryNode node = nodes.get(flight.message().to().nodeId());
        if (node != null && node.isRunning()) {
            node.now = now;
            node.receive(flight.message(), flight.capabilities());
        }
    }

    private void settle(List<Long> members) {
        boolean busy = true;
        for (int round = 0; busy; round++) {
            if (round == ROUNDS_MAX) {
                throw new IllegalStateException("the nodes never stop talking: " + network);
            }
            busy = false;
            for (Long member : members) {
                node(member).now = now;
                node(member).persistAll();
            }
            List<Flight> flights = new ArrayList<>(network);
            network.clear();
            for (Flight flight : flights) {
                if (members.contains(flight.message().to().nodeId())) {
                    deliver(flight);
                    busy = true;
                }
            }
        }
    }

    private void show(long nodeId) {
        RaftCore core = node(nodeId).core;
        List<String> terms = new ArrayList<>();
        for (long index = core.baseEntry().index() + 1;
                index <= core.lastEntry().index();
                index++) {
            terms.add(Long.toString(core.termAt(index)));
        }
        String log = (core.baseEntry().index() > 0 ? "(" + core.baseEntry().index() + " compacted) " : "")
                + String.join(" ", terms);
        say(nodeId + " is " + core.role() + " of term " + core.term() + "; log of terms " + log + ", committed up to "
                + core.commitIndex() + "; members " + names(core.configuration()));
    }

    private static String names(Configuration configuration) {
        return names(configuration.voters())
                + (configuration.isJoint() ? "&" + names(configuration.outgoing()) : "")
                + (configuration.learners().isEmpty() ? "" : "+" + names(configuration.learners()));
    }

    private static String names(List<Member> members) {
        List<String> names = new ArrayList<>();
        for (Member member : members) {
            String disk = member.diskId() == member.nodeId() ? "" : "/" + member.diskId();
            names.add(member.nodeId() + disk);
        }
        return String.join(",", names);
    }

    private StoryNode node(long nodeId) {
        StoryNode node = nodes.get(nodeId);
        if (node == null) {
            throw new IllegalArgumentException("no node " + nodeId);
        }
        return node;
    }

    private void say(String line) {
        if (!quiet) {
            lines.add(line);
        }
    }

    private static long number(String[] words, int at) {
        return Long.parseLong(words[at]);
    }

    private static List<Long> numbers(String[] words) {
        List<Long> numbers = new ArrayList<>();
        for (int i = 1; i < words.length; i++) {
            numbers.add(Long.parseLong(words[i]));
        }
        return numbers;
    }
}
