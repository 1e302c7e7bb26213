package dev.seaworthy.node.transport;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Objects;

/**
 * Where a node listens: a name or an address, and a port. Names are looked up at each attempt to connect.
 *
 * @param host a name, an IPv4 address, or an IPv6 address without brackets
 * @param port 0 to 65535; 0 only to listen on whichever is free
 */
public record HostPort(String host, int port) {
    private static final int PORT_MAX = 65535;

    public HostPort {
        Objects.requireNonNull(host, "host");
        if (host.isBlank()) {
            throw new IllegalArgumentException("an address needs a host");
        }
        if (port < 0 || port > PORT_MAX) {
            throw new IllegalArgumentException("a port lies between 0 and " + PORT_MAX + ", not at " + port);
        }
    }

    /** A free port of the loopback interface. */
    public static HostPort anyLoopback() {
        return new HostPort(InetAddress.getLoopbackAddress().getHostAddress(), 0);
    }

    /**
     * Reads {@code host:port}; IPv6 addresses stand in brackets.
     *
     * @throws IllegalArgumentException where it is anything else
     */
    public static HostPort parse(String text) {
        int colon = text.lastIndexOf(':');
        if (colon <= 0) {
            throw new IllegalArgumentException("an address is host:port, not \"" + text + "\"");
        }
        String host = text.substring(0, colon);
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        } else if (host.indexOf(':') >= 0) {
            throw new IllegalArgumentException("an IPv6 address stands in brackets: \"" + text + "\"");
        }
        try {
            return new HostPort(host, Integer.parseInt(text.substring(colon + 1)));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("an address is host:port, not \"" + text + "\"", e);
        }
    }

    static HostPort of(InetSocketAddress address) {
        return new HostPort(address.getAddress().getHostAddress(), address.getPort());
    }

    /** As {@link #parse} reads it. */
    @Override
    public String toString() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
