package dev.seaworthy.service;

import dev.seaworthy.node.transport.HostPort;
import java.util.ArrayList;
import java.util.List;

/** Addresses of members as etcd writes them: {@code http://host:port}, or https. */
final class MemberUrls {
    private static final String PLAIN = "http://";
    private static final String ENCRYPTED = "https://";

    private MemberUrls() {}

    static String of(HostPort address, boolean encrypted) {
        return (encrypted ? ENCRYPTED : PLAIN) + address;
    }

    /**
     * The addresses of these URLs.
     *
     * @throws io.grpc.StatusRuntimeException where there is none, or one is no URL of a member
     */
    static List<HostPort> parse(List<String> urls) {
        if (urls.isEmpty()) {
            throw Certainty.notExecuted(EtcdErrors.BAD_MEMBER_URLS);
        }
        List<HostPort> addresses = new ArrayList<>();
        for (String url : urls) {
            addresses.add(parse(url));
        }
        return addresses;
    }

    private static HostPort parse(String url) {
        try {
            if (url.startsWith(PLAIN)) {
                return HostPort.parse(url.substring(PLAIN.length()));
            } else if (url.startsWith(ENCRYPTED)) {
                return HostPort.parse(url.substring(ENCRYPTED.length()));
            }
        } catch (IllegalArgumentException noAddress) {
            // Refused like everything else that is none.
        }
        throw Certainty.notExecuted(EtcdErrors.BAD_MEMBER_URLS);
    }

    /** The first address, or null where there is none that can be read. */
    static HostPort first(List<String> urls) {
        try {
            return urls.isEmpty() ? null : parse(urls.get(0));
        } catch (io.grpc.StatusRuntimeException unreadable) {
            return null;
        }
    }
}
