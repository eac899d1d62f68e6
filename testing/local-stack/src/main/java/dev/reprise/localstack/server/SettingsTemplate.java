package dev.reprise.localstack.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A flat settings file of a server, one {@code key<separator>value} per line, with {@code ${places}} to be filled in
 * and {@code #} before comment lines. The template is the documentation: it says why each value is as it is.
 *
 * <p>Immutable.
 */
public final class SettingsTemplate {
    private static final Pattern PLACE = Pattern.compile("\\$\\{([^}]+)}");

    private final String text;
    private final String separator;

    private SettingsTemplate(String text, String separator) {
        this.text = text;
        this.separator = separator;
    }

    /**
     * Reads a resource beside the class.
     *
     * @param separator what stands between key and value: {@code "="} or {@code ": "}
     */
    public static SettingsTemplate read(Class<?> owner, String resource, String separator) {
        return new SettingsTemplate(resource(owner, resource), separator);
    }

    /** Returns this template with the lines of another resource behind it: of two lines with one key the last holds. */
    public SettingsTemplate and(Class<?> owner, String resource) {
        return new SettingsTemplate(text + "\n" + resource(owner, resource), separator);
    }

    static SettingsTemplate of(String text, String separator) {
        return new SettingsTemplate(text, separator);
    }

    /** Copies a resource beside the class as it is. */
    public static void copy(Class<?> owner, String resource, Path target) {
        write(target, resource(owner, resource));
    }

    /** The lines of a resource beside the class, without comments and empty ones. */
    public static List<String> lines(Class<?> owner, String resource) {
        return resource(owner, resource)
                .lines()
                .filter(SettingsTemplate::isSetting)
                .toList();
    }

    /**
     * The file with its places filled in, without comments.
     *
     * @param overrides in place of the template's value of that key, or added at the end
     * @throws IllegalArgumentException when a place has no value
     */
    public String render(Map<String, String> places, Map<String, String> overrides) {
        Map<String, String> settings = new LinkedHashMap<>();
        text.lines().filter(SettingsTemplate::isSetting).forEach(line -> {
            int end = line.indexOf(separator);
            if (end < 0) {
                throw new IllegalArgumentException("no '" + separator + "' in: " + line);
            }
            settings.put(line.substring(0, end), fill(line.substring(end + separator.length()), places));
        });
        settings.putAll(overrides);
        return settings.entrySet().stream()
                .map(setting -> setting.getKey() + separator + setting.getValue() + "\n")
                .collect(Collectors.joining());
    }

    /** As {@link #render}, into a file whose folder is made when it is not there. */
    public void write(Path target, Map<String, String> places, Map<String, String> overrides) {
        write(target, render(places, overrides));
    }

    private static boolean isSetting(String line) {
        return !line.isBlank() && !line.startsWith("#");
    }

    private static String fill(String value, Map<String, String> places) {
        return PLACE.matcher(value).replaceAll(place -> {
            String filled = places.get(place.group(1));
            if (filled == null) {
                throw new IllegalArgumentException("no value for ${" + place.group(1) + "}");
            }
            return Matcher.quoteReplacement(filled);
        });
    }

    private static void write(Path target, String content) {
        try {
            Files.createDirectories(target.toAbsolutePath().getParent());
            Files.writeString(target, content);
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot write " + target, failed);
        }
    }

    private static String resource(Class<?> owner, String name) {
        try (InputStream stream = owner.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalArgumentException("no resource " + name + " beside " + owner.getName());
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot read " + name, failed);
        }
    }
}
