package dev.seaworthy.cli;

import dev.seaworthy.node.transport.HostPort;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code host:port}, with or without {@code http://} or {@code https://} before it. */
final class HostPortConverter implements ITypeConverter<HostPort> {
    @Override
    public HostPort convert(String text) {
        try {
            return HostPort.parse(text.replaceFirst("^https?://", "").replaceFirst("/$", ""));
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }
}
