package dev.seaworthy.cli.zoo;

import dev.seaworthy.sim.RunSink;
import dev.seaworthy.sim.TraceSink;
import dev.seaworthy.sim.campaign.ScenarioRunner;
import dev.seaworthy.sim.campaign.ScenarioVerdict;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;

/**
 * Holds a second engine and a second simulator: broken classes where there are some, copies of the good ones elsewhere,
 * so that all of them are linked to each other and none to the originals. {@link ScenarioRunner} and the types it
 * speaks in are the originals. Assertions are on.
 */
final class BrokenClassLoader extends ClassLoader {
    private static final List<String> OWN_PACKAGES =
            List.of("dev.seaworthy.engine.", "dev.seaworthy.storage.", "dev.seaworthy.kv.", "dev.seaworthy.sim.");
    private static final List<String> SHARED = List.of(
            ScenarioRunner.class.getName(),
            ScenarioVerdict.class.getName(),
            TraceSink.class.getName(),
            RunSink.class.getName());

    static {
        registerAsParallelCapable();
    }

    private final Map<String, byte[]> broken;

    /** A loader in which these classes, by binary name, stand in for the good ones. */
    BrokenClassLoader(Map<String, byte[]> broken) {
        super(BrokenClassLoader.class.getClassLoader());
        this.broken = broken;
        setDefaultAssertionStatus(true);
    }

    /** The simulator in this loader. */
    ScenarioRunner runner() {
        Iterator<ScenarioRunner> runners =
                ServiceLoader.load(ScenarioRunner.class, this).iterator();
        if (!runners.hasNext()) {
            throw new IllegalStateException("there is no simulator on the class path");
        }
        return runners.next();
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (SHARED.contains(name) || OWN_PACKAGES.stream().noneMatch(name::startsWith)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            if (loaded == null) {
                byte[] bytes = bytesOf(name);
                loaded = defineClass(name, bytes, 0, bytes.length);
            }
            if (resolve) {
                resolveClass(loaded);
            }
            return loaded;
        }
    }

    private byte[] bytesOf(String name) throws ClassNotFoundException {
        byte[] bytes = broken.get(name);
        if (bytes != null) {
            return bytes;
        }
        try (InputStream good = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (good == null) {
                throw new ClassNotFoundException(name);
            }
            return good.readAllBytes();
        } catch (IOException failure) {
            throw new ClassNotFoundException(name, failure);
        }
    }
}
