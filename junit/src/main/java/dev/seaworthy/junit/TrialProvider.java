package dev.seaworthy.junit;

import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.Extension;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;
import org.junit.platform.commons.support.AnnotationSupport;

/** Turns a {@link SimulationTest} into its trials: those of saved scenarios, then those of seeds. */
final class TrialProvider implements TestTemplateInvocationContextProvider {
    /** The configuration parameter that says how many seeds every test runs. */
    static final String SEEDS = "seaworthy.seeds";

    /** The configuration parameter that says where scenarios are kept. */
    static final String SCENARIOS = "seaworthy.scenarios";

    @Override
    public boolean supportsTestTemplate(ExtensionContext context) {
        return AnnotationSupport.isAnnotated(context.getTestMethod(), SimulationTest.class);
    }

    @Override
    public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(ExtensionContext context) {
        Method method = context.getRequiredTestMethod();
        if (method.getParameterCount() != 1 || method.getParameterTypes()[0] != Trial.class) {
            throw new ExtensionConfigurationException(
                    method + " is a @SimulationTest and therefore needs one parameter, of type Trial");
        }
        SimulationTest test =
                AnnotationSupport.findAnnotation(method, SimulationTest.class).orElseThrow();
        long seeds = context.getConfigurationParameter(SEEDS, Long::valueOf).orElse(test.seeds());
        if (seeds < 1 || test.chunk() < 1) {
            throw new ExtensionConfigurationException(
                    method + " needs at least one seed, in chunks of at least one, not " + seeds + " in chunks of "
                            + test.chunk());
        }
        Path path = Path.of(context.getConfigurationParameter(SCENARIOS).orElse(test.folder()));
        String name = context.getRequiredTestClass().getSimpleName() + "." + method.getName();
        ScenarioFolder folder = new ScenarioFolder(path, name);
        Trial.Sequence sequence = new Trial.Sequence(folder, test.shrinkTries());
        long last = test.from() + seeds - 1;
        Stream<Trial> saved = folder.saved().stream().map(file -> Trial.ofSaved(sequence, file));
        Stream<Trial> fresh = LongStream.iterate(test.from(), from -> from <= last, from -> from + test.chunk())
                .mapToObj(from -> Trial.ofSeeds(sequence, from, Math.min(last, from + test.chunk() - 1)));
        return Stream.concat(saved, fresh).map(Invocation::new);
    }

    /** One call of the method. */
    private record Invocation(Trial trial) implements TestTemplateInvocationContext, ParameterResolver {
        @Override
        public String getDisplayName(int invocationIndex) {
            return trial.name();
        }

        @Override
        public List<Extension> getAdditionalExtensions() {
            return List.of(this);
        }

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == Trial.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return trial;
        }
    }
}
