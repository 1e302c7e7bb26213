package dev.seaworthy.storage;

import dev.seaworthy.engine.core.Configuration;
import dev.seaworthy.engine.entry.ConfigurationCodec;

/**
 * The value of the configuration the disk was made with, written once when the store is initialised; that of nobody for
 * a node that is yet to join:
 *
 * <pre>
 *   0       version, 1
 *   1..     the configuration as {@link ConfigurationCodec} writes it
 *   last 4  CRC32C over the key and all of the above
 * </pre>
 */
public final class ConfigurationRecord {
    static final byte VERSION = 1;
    private static final int CONFIGURATION_AT = 1;
    private static final int OVERHEAD_BYTES = CONFIGURATION_AT + Seal.BYTES;

    private ConfigurationRecord() {}

    /** The value under which a configuration is stored. */
    public static byte[] encode(Configuration configuration) {
        byte[] body = ConfigurationCodec.encode(configuration);
        byte[] value = new byte[OVERHEAD_BYTES + body.length];
        value[0] = VERSION;
        System.arraycopy(body, 0, value, CONFIGURATION_AT, body.length);
        Seal.close(KeyLayout.CONFIGURATION, value);
        return value;
    }

    /**
     * The configuration in a value.
     *
     * @throws StoreException where it is damaged or of an unknown version
     */
    public static Configuration decode(byte[] value) {
        Seal.check(KeyLayout.CONFIGURATION, value, VERSION, OVERHEAD_BYTES);
        byte[] body = new byte[value.length - OVERHEAD_BYTES];
        System.arraycopy(value, CONFIGURATION_AT, body, 0, body.length);
        try {
            return ConfigurationCodec.decode(body);
        } catch (IllegalArgumentException e) {
            throw Damage.of(KeyLayout.CONFIGURATION, "has a sound checksum over impossible contents", e);
        }
    }
}
