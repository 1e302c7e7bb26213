package dev.seaworthy.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Seeds from the first to the last, both included.
 *
 * @param from the first
 * @param to the last
 */
public record SeedRange(long from, long to) {
    /** How many seeds. */
    public long size() {
        return to - from + 1;
    }

    @Override
    public String toString() {
        return from + ".." + to;
    }

    /** Reads {@code 1..1000}, or {@code 7} for the one seed. */
    public static final class Converter implements ITypeConverter<SeedRange> {
        private static final Pattern FORM = Pattern.compile("(\\d{1,18})(?:\\.\\.(\\d{1,18}))?");

        @Override
        public SeedRange convert(String text) {
            Matcher matcher = FORM.matcher(text.replace("_", "").replace(",", ""));
            if (!matcher.matches()) {
                throw new TypeConversionException(
                        "'" + text + "' is no range of seeds; expected FROM..TO, as in 1..1000");
            }
            long from = Long.parseLong(matcher.group(1));
            long to = matcher.group(2) == null ? from : Long.parseLong(matcher.group(2));
            if (from > to) {
                throw new TypeConversionException("'" + text + "' runs backwards; expected FROM..TO, as in 1..1000");
            }
            return new SeedRange(from, to);
        }
    }
}
