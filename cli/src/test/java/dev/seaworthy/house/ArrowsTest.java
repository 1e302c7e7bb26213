package dev.seaworthy.house;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Who may know whom: between modules, and between the packages of the engine. */
class ArrowsTest {
    /** What each module may use of ours. A module that is not named here fails {@link #everyModuleHasItsPlace()}. */
    private static final Map<String, Set<String>> MODULES = Map.ofEntries(
            entry("bom", Set.of()),
            entry("engine", Set.of()),
            entry("storage", Set.of("engine")),
            entry("kv", Set.of("engine")),
            entry("checker", Set.of()),
            entry("sim", Set.of("engine", "storage", "kv", "checker")),
            entry("junit", Set.of("sim")),
            entry("node", Set.of("engine", "storage", "kv")),
            entry("etcd", Set.of()),
            entry("service", Set.of("engine", "storage", "kv", "node", "etcd")),
            entry("cli", Set.of("engine", "storage", "kv", "checker", "sim", "node", "etcd", "service")),
            entry("fuzz", Set.of()),
            entry("bench", Set.of("engine", "storage", "kv", "checker", "sim", "node", "etcd", "cli")));

    /** What each package of the engine, with the packages below it, may use of the engine. */
    private static final Map<String, Set<String>> ENGINE = Map.of(
            "core", Set.of(),
            "entry", Set.of("core"),
            "wire", Set.of("core", "entry"),
            "host", Set.of("core", "entry", "wire"),
            "session", Set.of("core", "entry", "host"),
            "trace", Set.of("core", "entry", "host"));

    /** Modules that this one does not stand on, whose classes are therefore not on its class path. */
    private static final Set<String> ELSEWHERE = Set.of("bench", "fuzz", "junit");

    private static final String[] DETERMINISTIC = {
        House.BASE + ".engine..", House.BASE + ".kv..", House.BASE + ".sim..", House.BASE + ".checker.."
    };

    @Test
    void everyModuleHasItsPlace() throws IOException {
        for (String module : House.modules()) {
            assertTrue(MODULES.containsKey(module), "say which modules " + module + " may use");
        }
    }

    @Test
    void everyModuleWithSourcesIsSeen() throws IOException {
        int seen = 0;
        for (String module : House.modules()) {
            if (ELSEWHERE.contains(module)) {
                continue;
            }
            boolean generated = Files.isDirectory(House.root().resolve(module).resolve("src/main/proto"));
            boolean hasSources = generated
                    || House.sources(module, "src/main/java").stream()
                            .anyMatch(file -> !file.endsWith("package-info.java"));
            boolean hasClasses = House.classes().stream()
                    .anyMatch(type ->
                            below(type, House.BASE).filter(module::equals).isPresent());
            assertEquals(hasSources, hasClasses, "sources and classes of module " + module);
            seen += hasClasses ? 1 : 0;
        }
        assertTrue(seen > 0, "no classes of ours on the class path");
    }

    @Test
    void modulesUseOnlyWhatTheirArrowsName() {
        assertEquals(List.of(), strayArrows(House.BASE, MODULES));
    }

    @Test
    void packagesOfTheEngineUseOnlyWhatTheirArrowsName() {
        assertEquals(List.of(), strayArrows(House.BASE + ".engine", ENGINE));
    }

    @Test
    void coreUsesOnlyTheLanguageAndItself() {
        classes()
                .that()
                .resideInAPackage(House.BASE + ".engine.core..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        House.BASE + ".engine.core..",
                        "java.lang..",
                        "java.util",
                        "java.util.function",
                        "java.util.stream",
                        "java.util.zip",
                        "java.nio",
                        "java.nio.charset",
                        "java.math")
                .because("the core is plain data plus functions: no I/O, no threads, no clock, no logger")
                .check(House.classes());
    }

    @Test
    void coreKnowsNoThread() {
        noClasses()
                .that()
                .resideInAPackage(House.BASE + ".engine.core..")
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(Thread.class, ThreadLocal.class, ClassLoader.class, Process.class)
                .check(House.classes());
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching(House.BASE + ".(**)").should().beFreeOfCycles().check(House.classes());
    }

    @Test
    void staticFieldsNeverChange() {
        fields().that()
                .areStatic()
                .and()
                .areDeclaredInClassesThat()
                .resideInAnyPackage(DETERMINISTIC)
                .should()
                .beFinal()
                .because("two worlds in one process must not hear of each other")
                .check(House.classes());
    }

    /** Every use, in a part of {@code base}, of another part that {@code arrows} does not grant it. */
    private static List<String> strayArrows(String base, Map<String, Set<String>> arrows) {
        TreeSet<String> stray = new TreeSet<>();
        int looked = 0;
        for (JavaClass type : House.classes()) {
            Optional<String> from = below(type, base);
            if (from.isEmpty()) {
                continue;
            }
            looked++;
            if (!arrows.containsKey(from.get())) {
                stray.add(type.getName() + " stands in " + from.get() + ", which has no arrows");
                continue;
            }
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                below(dependency.getTargetClass().getBaseComponentType(), base)
                        .filter(to -> !to.equals(from.get()))
                        .filter(to -> !arrows.get(from.get()).contains(to))
                        .ifPresent(to -> stray.add(from.get() + " uses " + to + ": " + dependency.getDescription()));
            }
        }
        assertTrue(looked > 0, "no classes below " + base);
        return List.copyOf(stray);
    }

    /** The part of {@code base} that a class stands in: "core" for dev.seaworthy.engine.core.quorum.Majority. */
    private static Optional<String> below(JavaClass type, String base) {
        String name = type.getPackageName();
        if (!name.startsWith(base + ".")) {
            return Optional.empty();
        }
        String rest = name.substring(base.length() + 1);
        int dot = rest.indexOf('.');
        return Optional.of(dot < 0 ? rest : rest.substring(0, dot));
    }
}
