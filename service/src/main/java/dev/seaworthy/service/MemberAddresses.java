package dev.seaworthy.service;

import dev.seaworthy.engine.core.Configuration;
import dev.seaworthy.engine.core.Member;
import dev.seaworthy.kv.members.MemberDirectory;
import dev.seaworthy.kv.members.MemberRecord;
import dev.seaworthy.node.transport.HostPort;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Where everybody is found. The members' replicated records say it; of a node without one, the configuration file; and
 * until the log was heard, what was true when this node ran last. Any thread.
 */
final class MemberAddresses {
    private final long self;
    private final ServiceOptions options;
    private final ServiceTuning tuning;
    private final AddressFile file;
    private final TreeMap<Long, HostPort> before;
    private volatile MemberDirectory directory = MemberDirectory.NONE;
    private volatile Configuration configuration = Configuration.NONE;
    /** Told where the other members listen; null until somebody listens. */
    private Consumer<Map<Long, HostPort>> told;

    MemberAddresses(long self, ServiceOptions options, ServiceTuning tuning) {
        this.self = self;
        this.options = options;
        this.tuning = tuning;
        file = new AddressFile(options.data());
        before = file.read();
    }

    /** Tells this listener from now on, and at once. */
    synchronized void listen(Configuration now, Consumer<Map<Long, HostPort>> listener) {
        if (configuration.equals(Configuration.NONE)) {
            configuration = now;
        }
        told = listener;
        tell();
    }

    synchronized void on(Configuration now) {
        configuration = now;
        tell();
    }

    synchronized void on(MemberDirectory now) {
        directory = now;
        tell();
    }

    private void tell() {
        if (told == null) {
            return;
        }
        told.accept(others());
        if (!configuration.equals(Configuration.NONE)) {
            file.write(listening());
        }
    }

    /** Where this member calls the other ones. */
    synchronized Map<Long, HostPort> others() {
        TreeMap<Long, HostPort> called = listening();
        called.replaceAll((node, address) -> tuning.peerRoutes().getOrDefault(node, address));
        return called;
    }

    /** Where the other members listen for each other. */
    private TreeMap<Long, HostPort> listening() {
        TreeMap<Long, HostPort> known = new TreeMap<>(options.peers());
        known.putAll(before);
        directory.records().forEach((node, record) -> {
            HostPort address = MemberUrls.first(record.peerUrls());
            if (address != null) {
                known.put(node, address);
            }
        });
        if (!configuration.equals(Configuration.NONE)) {
            TreeSet<Long> members = new TreeSet<>();
            configuration.members().forEach(it -> members.add(it.nodeId()));
            known.keySet().retainAll(members);
        }
        known.remove(self);
        return known;
    }

    /** Where this member calls another one as a client does, as far as known; else null. */
    HostPort client(long nodeId) {
        HostPort route = tuning.clientRoutes().get(nodeId);
        if (route != null) {
            return route;
        }
        MemberRecord record = directory.of(nodeId);
        HostPort told = record == null ? null : MemberUrls.first(record.clientUrls());
        return told == null ? options.clients().get(nodeId) : told;
    }

    /** The newest records this node knows. */
    MemberDirectory directory() {
        return directory;
    }

    /** The configuration in force here, as far as this was told. */
    Configuration configuration() {
        return configuration;
    }

    /** How a member is found: by its record, and for what that does not say, by the configuration file. */
    MemberRecord describe(MemberDirectory records, Member member) {
        long node = member.nodeId();
        MemberRecord record = records.of(node);
        MemberRecord said = record == null || !record.member().equals(member) ? MemberRecord.nameless(member) : record;
        List<String> peers = said.peerUrls().isEmpty() ? urls(options.peers().get(node)) : said.peerUrls();
        List<String> clients =
                said.clientUrls().isEmpty() ? urls(options.clients().get(node)) : said.clientUrls();
        // Whoever stands in the configuration file was there from the beginning.
        String name = said.name().isEmpty() && record == null && options.peers().containsKey(node)
                ? defaultName(node)
                : said.name();
        return new MemberRecord(member, name, peers, clients, said.toVote());
    }

    /** What this node would have everybody know of itself. */
    MemberRecord own(Member member) {
        MemberRecord said = describe(directory, member);
        List<String> clients = urls(options.clients().get(self));
        return new MemberRecord(
                member,
                defaultName(self),
                said.peerUrls(),
                clients.isEmpty() ? said.clientUrls() : clients,
                said.toVote());
    }

    private static String defaultName(long node) {
        return "node-" + node;
    }

    private List<String> urls(HostPort address) {
        return address == null
                ? List.of()
                : List.of(MemberUrls.of(address, options.tls().isPresent()));
    }
}
