package dev.reprise.endtoend.config;

import dev.reprise.processor.ProcessorSetting;
import dev.reprise.service.config.Setting;
import io.smallrye.config.ConfigMappingInterface.Property;
import io.smallrye.config.ConfigMappings;
import io.smallrye.config.ConfigMappings.ConfigClass;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Makes the table of the keys of a mapping, in the order of the alphabet. */
final class KeyTable {

    private static final Pattern NUMBER = Pattern.compile("\\d+");

    /** Numbers from this on have commas. */
    private static final int LONG_NUMBER = 10_000;

    private KeyTable() {}

    /** Returns the properties of a mapping by key, without those of another that it extends. */
    static Map<String, Property> keys(Class<?> mapping, Class<?>... without) {
        Map<String, Property> keys = new TreeMap<>(properties(mapping));
        for (Class<?> other : without) {
            keys.keySet().removeAll(properties(other).keySet());
        }
        return keys;
    }

    /** Returns the table in Markdown. */
    static String of(Map<String, Property> keys) {
        return keys.entrySet().stream()
                .map(key -> row(key.getKey(), key.getValue()))
                .collect(Collectors.joining(
                        "\n",
                        """
                        | key | in the environment | unit, bounds | default | why | too small, too large, or wrong |
                        |---|---|---|---|---|---|
                        """,
                        ""));
    }

    /** Returns the table of what processors read by themselves, in Markdown. */
    static String ofProcessors(List<ProcessorSetting> settings) {
        return settings.stream()
                .map(setting -> "| `" + setting.key() + "` | `" + environment(setting.key()) + "` | " + setting.value()
                        + " | " + setting.unset() + " | " + setting.wrong() + " |")
                .collect(Collectors.joining(
                        "\n",
                        """
                        | key | in the environment | unit, bounds | default | when it is wrong |
                        |---|---|---|---|---|
                        """,
                        ""));
    }

    private static String environment(String key) {
        return key.replaceAll("[.-]", "_").toUpperCase(Locale.ROOT);
    }

    private static Map<String, Property> properties(Class<?> mapping) {
        return ConfigMappings.getProperties(ConfigClass.configClass(mapping, "reprise"));
    }

    private static String row(String key, Property property) {
        Setting setting = property.getMethod().getAnnotation(Setting.class);
        if (setting == null || setting.why().isEmpty() || setting.wrong().isEmpty()) {
            throw new AssertionError(key + " has no words: give its method a @Setting with why and wrong");
        }
        String byDefault = property.hasDefaultValue() ? value(property.getDefaultValue()) : setting.unset();
        return "| `" + key + "` | `" + environment(key) + "` | " + unit(setting) + " | " + byDefault + " | "
                + setting.why() + " | " + setting.wrong() + " |";
    }

    private static String unit(Setting setting) {
        String bounds = setting.min().isEmpty() ? "" : number(setting.min()) + " – " + number(setting.max());
        String joined = setting.unit() + (setting.unit().isEmpty() || bounds.isEmpty() ? "" : ", ") + bounds;
        return setting.limit().isEmpty() ? joined : joined + "; " + setting.limit();
    }

    private static String value(String text) {
        return NUMBER.matcher(text).matches() ? number(text) : "`" + text + "`";
    }

    private static String number(String text) {
        boolean isLong = NUMBER.matcher(text).matches() && Long.parseLong(text) >= LONG_NUMBER;
        return isLong ? String.format(Locale.ROOT, "%,d", Long.parseLong(text)) : text;
    }
}
