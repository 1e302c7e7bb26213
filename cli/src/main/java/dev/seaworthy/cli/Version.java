package dev.seaworthy.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** Tells the version of the jar this was loaded from. */
public final class Version implements IVersionProvider {
    private static final String MAVEN_PROPERTIES = "/META-INF/maven/dev.seaworthy/seaworthy-cli/pom.properties";

    @Override
    public String[] getVersion() {
        return new String[] {
            "seaworthy " + number(),
            "Java " + System.getProperty("java.version") + ", " + System.getProperty("java.vm.name")
        };
    }

    /** The version alone. */
    static String number() {
        Properties properties = new Properties();
        try (InputStream in = Version.class.getResourceAsStream(MAVEN_PROPERTIES)) {
            if (in != null) {
                properties.load(in);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("version", "(unpackaged)");
    }
}
