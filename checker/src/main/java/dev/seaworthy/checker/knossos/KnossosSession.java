package dev.seaworthy.checker.knossos;

import clojure.java.api.Clojure;
import clojure.lang.IFn;
import dev.seaworthy.checker.OutsideTheWorld;
import java.util.List;
import java.util.Map;

/** Knossos, loaded into this JVM. What it returns is looked at through the interfaces of {@code java.util}. */
@OutsideTheWorld
final class KnossosSession {
    private static final String OWN = "dev.seaworthy.checker.knossos.register";

    private final IFn analysis;
    private final IFn readString;
    private final Object options;

    /**
     * Loads Knossos: seconds.
     *
     * @throws RuntimeException of some kind, if it is not there or does not load
     */
    KnossosSession(KnossosAlgorithm algorithm, long limitMillis) {
        IFn require = Clojure.var("clojure.core", "require");
        require.invoke(Clojure.read("clojure.edn"));
        require.invoke(Clojure.read("knossos.model"));
        require.invoke(Clojure.read(algorithm.namespace()));
        require.invoke(Clojure.read(OWN));
        analysis = Clojure.var(algorithm.namespace(), "analysis");
        readString = Clojure.var("clojure.edn", "read-string");
        options = Clojure.read("{:time-limit " + limitMillis + "}");
    }

    /** One line of answer on one history. */
    String answer(String model, String history) {
        Map<?, ?> result = (Map<?, ?>) analysis.invoke(model(model), readString.invoke(history), options);
        Object valid = result.get(Clojure.read(":valid?"));
        if (Boolean.TRUE.equals(valid)) {
            return Answer.GOOD;
        }
        if (Boolean.FALSE.equals(valid)) {
            return Answer.BAD + " " + index(result);
        }
        return Answer.UNKNOWN + " it gave up: " + result.get(Clojure.read(":cause"));
    }

    private static long index(Map<?, ?> result) {
        if (result.get(Clojure.read(":op")) instanceof Map<?, ?> operation
                && operation.get(Clojure.read(":index")) instanceof Number index) {
            return index.longValue();
        }
        return -1;
    }

    private Object model(String text) {
        List<?> parts = (List<?>) readString.invoke(text);
        String name = parts.get(0).toString().substring(1);
        IFn make = name.contains("/") ? Clojure.var(OWN, "register") : Clojure.var("knossos.model", name);
        return parts.size() == 1 ? make.invoke() : make.invoke(parts.get(1));
    }
}
