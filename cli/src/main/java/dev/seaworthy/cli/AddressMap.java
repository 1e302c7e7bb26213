package dev.seaworthy.cli;

import dev.seaworthy.node.transport.HostPort;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Where each node listens.
 *
 * @param byNode addresses by node id, ascending
 */
record AddressMap(TreeMap<Long, HostPort> byNode) {
    /**
     * Reads {@code 1=host:port,2=host:port}.
     *
     * @throws IllegalArgumentException where it is anything else
     */
    static AddressMap parse(String text) {
        TreeMap<Long, HostPort> addresses = new TreeMap<>();
        for (String part : text.split(",", -1)) {
            int sign = part.indexOf('=');
            if (sign < 1 || !part.substring(0, sign).strip().matches("[1-9][0-9]{0,17}")) {
                throw new IllegalArgumentException(
                        "\"" + part + "\" is no address of a node; expected 1=host:port,2=host:port");
            }
            long node = Long.parseLong(part.substring(0, sign).strip());
            HostPort address = HostPort.parse(part.substring(sign + 1).strip());
            if (addresses.put(node, address) != null) {
                throw new IllegalArgumentException("node " + node + " has two addresses");
            }
        }
        return new AddressMap(addresses);
    }

    @Override
    public String toString() {
        return byNode.entrySet().stream().map(Map.Entry::toString).collect(Collectors.joining(","));
    }

    static final class Converter implements ITypeConverter<AddressMap> {
        @Override
        public AddressMap convert(String text) {
            try {
                return parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }
}
