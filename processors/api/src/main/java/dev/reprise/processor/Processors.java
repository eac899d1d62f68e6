package dev.reprise.processor;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;

/**
 * The processors that there are, by name.
 *
 * <p>Threading: immutable.
 */
public final class Processors {

    private final Map<String, AssetProcessor<?>> byName;

    private Processors(Map<String, AssetProcessor<?>> byName) {
        this.byName = Collections.unmodifiableMap(byName);
    }

    /**
     * Makes a set of processors.
     *
     * @throws InvalidProcessorException if two have one name
     */
    public static Processors of(Collection<? extends AssetProcessor<?>> processors) {
        Map<String, AssetProcessor<?>> byName = new TreeMap<>();
        List<String> twice = new ArrayList<>();
        for (AssetProcessor<?> processor : processors) {
            if (byName.put(processor.name(), processor) != null) {
                twice.add("there are two processors '" + processor.name() + "'");
            }
        }
        if (!twice.isEmpty()) {
            throw new InvalidProcessorException(twice);
        }
        return new Processors(byName);
    }

    /**
     * Finds and makes all processors.
     *
     * @throws InvalidProcessorException with the reasons of all that cannot be used
     */
    public static Processors load(ProcessorContext context) {
        List<AssetProcessor<?>> processors = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (ProcessorProvider provider : providers(context.classLoader())) {
            try {
                processors.add(provider.create(context));
            } catch (InvalidProcessorException e) {
                problems.addAll(e.problems());
            } catch (RuntimeException | LinkageError e) {
                problems.add(provider.getClass().getName() + " cannot make its processor: " + e);
            }
        }
        if (!problems.isEmpty()) {
            throw new InvalidProcessorException(problems);
        }
        return of(processors);
    }

    /**
     * Returns all settings that processors read, sorted by key.
     *
     * @throws InvalidProcessorException if a provider cannot be loaded
     */
    public static List<ProcessorSetting> settings(ClassLoader classLoader) {
        return providers(classLoader).stream()
                .flatMap(provider -> provider.settings().stream())
                .sorted(Comparator.comparing(ProcessorSetting::key))
                .toList();
    }

    /**
     * Returns the names of all processors that can be made, sorted.
     *
     * @throws InvalidProcessorException if a provider cannot be loaded
     */
    public static List<String> names(ClassLoader classLoader) {
        return providers(classLoader).stream()
                .map(ProcessorProvider::name)
                .sorted()
                .toList();
    }

    private static List<ProcessorProvider> providers(ClassLoader classLoader) {
        try {
            return ServiceLoader.load(ProcessorProvider.class, classLoader).stream()
                    .map(ServiceLoader.Provider::get)
                    .toList();
        } catch (ServiceConfigurationError | LinkageError e) {
            throw new InvalidProcessorException(List.of("a processor cannot be loaded: " + e.getMessage()));
        }
    }

    /** Returns the processor of a name. */
    public Optional<AssetProcessor<?>> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** Returns all names, sorted. */
    public Collection<String> names() {
        return byName.keySet();
    }

    /** Returns all processors, sorted by name. */
    public Collection<AssetProcessor<?>> all() {
        return byName.values();
    }
}
