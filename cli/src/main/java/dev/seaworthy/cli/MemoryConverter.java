package dev.seaworthy.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code 512m}, {@code 2g} and {@code 100k}, as Java's own options have them, as bytes. */
public final class MemoryConverter implements ITypeConverter<Long> {
    private static final Pattern FORM = Pattern.compile("(\\d{1,9})([kKmMgG])");
    private static final int SHIFT = 10;

    @Override
    public Long convert(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new TypeConversionException("'" + text + "' is no size; expected a number and k, m or g, as in 512m");
        }
        long number = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "k", "K" -> number << SHIFT;
            case "m", "M" -> number << 2 * SHIFT;
            default -> number << 3 * SHIFT;
        };
    }
}
