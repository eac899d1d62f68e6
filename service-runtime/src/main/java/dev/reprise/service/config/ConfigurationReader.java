package dev.reprise.service.config;

import dev.reprise.common.setting.SettingSource;
import io.smallrye.config.ConfigMappingInterface.Property;
import io.smallrye.config.ConfigMappings;
import io.smallrye.config.ConfigMappings.ConfigClass;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.spi.Converter;
import org.jspecify.annotations.Nullable;

/**
 * Reads the {@code @ConfigMapping} of a service and notes every mistake, so that a wrong configuration is reported
 * whole: values that do not convert, values outside the bounds of their {@link Setting}, keys that nobody knows, and
 * what only several keys together make wrong. SmallRye alone stops after the first kind. A key with a mistake reads as
 * its default; {@link #throwIfWrong()} must be called before anything read is used.
 *
 * <p>Threading: one thread.
 */
public final class ConfigurationReader {

    /** What the key of a file that holds a secret has behind the key of the secret. */
    static final String FILE = SettingSource.FILE;

    private static final String OURS = "reprise.";

    /** How the names of the sources begin that read environment variables. */
    private static final String ENVIRONMENT = "EnvConfigSource";

    /** Above the converters that SmallRye has for the same types. */
    private static final int OVER_BUILT_IN = 200;

    private static final String SOURCE = "sound values";

    /**
     * What Kubernetes puts into the environment of each pod for a Service of its namespace, such as {@code
     * REPRISE_SERVICE_HOST} for one with the name {@code reprise}.
     */
    private static final Pattern SERVICE_LINK =
            Pattern.compile("\\w+_(SERVICE_(HOST|PORT(_\\w+)?)|PORT(_\\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)?)");

    private final Config values;
    private final SmallRyeConfigBuilder builder = new SmallRyeConfigBuilder();
    private final List<String> ofOthers = new ArrayList<>();
    private final Set<String> ofProcessors = new HashSet<>();
    private final Set<String> processors = new TreeSet<>();
    /** A mistake may be found by the mapping, and by whoever reads the key by itself. */
    private final Set<String> problems = new LinkedHashSet<>();

    /**
     * Creates the reader.
     *
     * @param values properties, environment and files, as Quarkus or a test has put them together
     */
    public ConfigurationReader(Config values) {
        this.values = values;
        SettingConverters.register(this);
    }

    /** Returns a reader of values that stand in a map, for what runs without Quarkus. */
    public static ConfigurationReader of(Map<String, String> values) {
        return new ConfigurationReader(new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(values, "map", 0))
                .build());
    }

    /**
     * Adds a type of values.
     *
     * @param converter throws {@link IllegalArgumentException} that says what is wrong, without the value
     */
    public <T> ConfigurationReader converting(Class<T> type, Converter<T> converter) {
        builder.withConverter(type, OVER_BUILT_IN, converter);
        return this;
    }

    /** Accepts keys that begin so: another service reads them, and both may share one configuration. */
    public ConfigurationReader accepting(String... beginnings) {
        Arrays.stream(beginnings).map(ConfigurationReader::environmentForm).forEach(ofOthers::add);
        return this;
    }

    /**
     * Accepts the keys of processors: those that they read by themselves, and their limits.
     *
     * @param names of the processors
     * @param keys whole keys that they read
     */
    public ConfigurationReader acceptingProcessors(Collection<String> names, Collection<String> keys) {
        processors.addAll(names);
        Stream.concat(keys.stream(), names.stream().flatMap(name -> ProcessorLimits.keys(name).stream()))
                .map(ConfigurationReader::environmentForm)
                .forEach(ofProcessors::add);
        return this;
    }

    /** Returns the names of the processors there are, sorted. */
    Set<String> processors() {
        return Collections.unmodifiableSet(processors);
    }

    /**
     * Reads all keys below {@code reprise.}; to be called once.
     *
     * @param mapping every key there is, each with its type and default
     */
    public <T> T read(Class<T> mapping) {
        Map<String, Property> keys = new TreeMap<>(ConfigMappings.getProperties(ConfigClass.configClass(mapping)));
        builder.withMapping(mapping);
        Map<String, String> sound = new HashMap<>();
        SmallRyeConfig converters = builder.build();
        keys.forEach((key, property) -> text(key).ifPresent(text -> {
            String problem = problem(converters, property, text);
            if (problem == null) {
                sound.put(key, text);
            } else {
                problems.add(key + ": '" + text + "' " + problem);
            }
        }));
        refuseUnknown(keys.keySet());
        return builder.withSources(new PropertiesConfigSource(sound, SOURCE, 0))
                .build()
                .getConfigMapping(mapping);
    }

    /** Returns the value of a key as text without blanks around it; empty when nothing else is there. */
    public Optional<String> text(String key) {
        return values.getOptionalValue(key, String.class).map(String::trim).filter(text -> !text.isEmpty());
    }

    /**
     * Returns a secret from the file that its twin key names, without line ends behind it.
     *
     * @param key of the secret itself
     * @param isSet whether the secret itself is set, which is a mistake beside a file
     */
    public Optional<String> secretFile(String key, boolean isSet) {
        return source().secretFile(key, isSet);
    }

    /** Returns the same settings for what is shared with those who do not run in a service. */
    public SettingSource source() {
        return new SettingSource(this::text, this::note);
    }

    /** Returns a secret by its key, or from the file that its twin key names. */
    public Optional<String> secret(String key, Optional<String> value) {
        Optional<String> ofFile = secretFile(key, value.isPresent());
        return value.isPresent() ? value : ofFile;
    }

    /**
     * Returns the keys below a prefix that are set by a file or a property. The environment does not count: it may have
     * variables of somebody else that begin so, such as {@code KAFKA_HOME}.
     */
    List<String> namesBelow(String prefix) {
        List<String> names = new ArrayList<>();
        for (String name : values.getPropertyNames()) {
            String source = values.getConfigValue(name).getSourceName();
            if (name.startsWith(prefix) && (source == null || !source.startsWith(ENVIRONMENT))) {
                names.add(name);
            }
        }
        return names;
    }

    /** Notes a mistake that only several keys together make. */
    public void note(String key, String problem) {
        problems.add(key + ": " + problem);
    }

    /** Notes mistakes that somebody else has found, each with its key. */
    public void noteAll(List<String> found) {
        problems.addAll(found);
    }

    /**
     * Ends the reading.
     *
     * @throws WrongSettingsException with every mistake noted; the process should print them and end with exit code 2
     */
    public void throwIfWrong() {
        if (!problems.isEmpty()) {
            throw new WrongSettingsException(List.copyOf(problems));
        }
    }

    private static @Nullable String problem(SmallRyeConfig converters, Property property, String text) {
        Class<?> type = property.isPrimitive()
                ? property.asPrimitive().getBoxType()
                : property.asLeaf().getValueRawType();
        Converter<?> converter = converters.getConverter(type).orElseThrow();
        try {
            Object value = converter.convert(text);
            Setting setting = property.getMethod().getAnnotation(Setting.class);
            return setting == null || within(value, setting, converter)
                    ? null
                    : "must lie between " + setting.min() + " and " + setting.max();
        } catch (IllegalArgumentException e) {
            return e.getMessage();
        }
    }

    private static boolean within(Object value, Setting setting, Converter<?> converter) {
        return setting.min().isEmpty()
                || (compare(value, converter.convert(setting.min())) >= 0
                        && compare(value, converter.convert(setting.max())) <= 0);
    }

    @SuppressWarnings("unchecked")
    private static int compare(Object value, Object bound) {
        return ((Comparable<Object>) value).compareTo(bound);
    }

    private void refuseUnknown(Set<String> keys) {
        // The environment knows neither dots nor dashes, and its names are listed with dots for both.
        List<String> known =
                keys.stream().map(ConfigurationReader::environmentForm).toList();
        for (String name : values.getPropertyNames()) {
            String form = environmentForm(name);
            if (name.startsWith(OURS)
                    && !known.contains(form)
                    && !ofProcessors.contains(form)
                    && !isServiceLink(form)
                    && ofOthers.stream().noneMatch(form::startsWith)) {
                problems.add(name + ": there is no such key");
            }
        }
    }

    /** Nobody has set it on purpose, so it is no mistake. */
    private boolean isServiceLink(String form) {
        return SERVICE_LINK.matcher(form).matches()
                && StreamSupport.stream(values.getConfigSources().spliterator(), false)
                        .anyMatch(source -> source instanceof EnvConfigSource && source.getValue(form) != null);
    }

    private static String environmentForm(String key) {
        return key.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }
}
