package dev.seaworthy.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * One of several parts of a campaign.
 *
 * @param shard which, from 1
 * @param shards how many there are
 */
record ShardNumber(int shard, int shards) {
    /** Reads {@code 2/8}. */
    static final class Converter implements ITypeConverter<ShardNumber> {
        private static final Pattern FORM = Pattern.compile("(\\d{1,6})/(\\d{1,6})");

        @Override
        public ShardNumber convert(String text) {
            Matcher matcher = FORM.matcher(text);
            if (!matcher.matches()) {
                throw new TypeConversionException("'" + text + "' is no shard; expected I/N, as in 2/8");
            }
            ShardNumber number =
                    new ShardNumber(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
            if (number.shard < 1 || number.shard > number.shards) {
                throw new TypeConversionException(
                        "there is no shard " + text + "; they are numbered from 1/" + number.shards + " on");
            }
            return number;
        }
    }
}
