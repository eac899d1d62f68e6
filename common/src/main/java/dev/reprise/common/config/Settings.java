package dev.reprise.common.config;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads configuration key by key and notes every mistake, so that a wrong configuration is reported whole. A key with a
 * mistake reads as its default; {@link #throwIfWrong()} must be called before anything read is used.
 *
 * <p>Threading: one thread.
 */
public final class Settings {

    private final Function<String, Optional<String>> lookup;
    private final List<String> problems = new ArrayList<>();
    private final Set<String> asked = new TreeSet<>();

    /**
     * Creates the reader.
     *
     * @param lookup value of a key as text, empty when it is not set
     */
    public Settings(Function<String, Optional<String>> lookup) {
        this.lookup = lookup;
    }

    /** Reads text as it is; blank counts as not set. */
    public String text(String key, String defaultValue) {
        return read(key, value -> value, defaultValue);
    }

    /** Reads text that has no default. */
    public @Nullable String optionalText(String key) {
        asked.add(key);
        return lookup.apply(key)
                .filter(value -> !value.isBlank())
                .map(String::trim)
                .orElse(null);
    }

    /** Reads a whole number within bounds, both inclusive. */
    public int wholeNumber(String key, int defaultValue, int min, int max) {
        return read(
                key,
                text -> {
                    int value = Integer.parseInt(text);
                    if (value < min || value > max) {
                        throw new IllegalArgumentException("must lie between " + min + " and " + max);
                    }
                    return value;
                },
                defaultValue);
    }

    /** Reads a truth value: {@code true} or {@code false} and nothing else. */
    public boolean bool(String key, boolean defaultValue) {
        return read(
                key,
                text -> switch (text) {
                    case "true" -> true;
                    case "false" -> false;
                    default -> throw new IllegalArgumentException("must be true or false");
                },
                defaultValue);
    }

    /** Reads an ISO-8601 duration such as {@code PT2S} within bounds, both inclusive. */
    public Duration duration(String key, Duration defaultValue, Duration min, Duration max) {
        return read(
                key,
                text -> {
                    Duration value = parseDuration(text);
                    if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
                        throw new IllegalArgumentException("must lie between " + min + " and " + max);
                    }
                    return value;
                },
                defaultValue);
    }

    /** Reads a list separated by commas; blanks around the items do not count. */
    public List<String> list(String key, List<String> defaultValue) {
        return read(
                key,
                text -> Arrays.stream(text.split(",", -1))
                        .map(String::trim)
                        .filter(item -> !item.isEmpty())
                        .toList(),
                defaultValue);
    }

    /**
     * Reads a value by a parser whose {@link IllegalArgumentException} says what is wrong with it.
     *
     * @return the parsed value, or the default when the key is not set or wrong
     */
    public <T> T read(String key, Function<String, T> parser, T defaultValue) {
        String text = optionalText(key);
        if (text == null) {
            return defaultValue;
        }
        try {
            return parser.apply(text);
        } catch (NumberFormatException e) {
            problems.add(key + ": '" + text + "' is not a whole number");
        } catch (IllegalArgumentException e) {
            problems.add(key + ": '" + text + "' " + e.getMessage());
        }
        return defaultValue;
    }

    /** Notes a key that is set and that nobody has asked for; to be called when everything else is read. */
    public void refuseUnread(String key) {
        // The environment knows neither dots nor dashes, and its names are listed with dots for both.
        if (asked.stream().noneMatch(one -> environmentForm(one).equals(environmentForm(key)))) {
            problems.add(key + ": there is no such key");
        }
    }

    /** Notes a mistake that only several keys together make. */
    public void note(String key, String problem) {
        problems.add(key + ": " + problem);
    }

    /**
     * Ends the reading.
     *
     * @throws WrongSettingsException with every mistake noted; the process should print them and end with exit code 2
     */
    public void throwIfWrong() {
        if (!problems.isEmpty()) {
            throw new WrongSettingsException(problems);
        }
    }

    private static String environmentForm(String key) {
        return key.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }

    private static Duration parseDuration(String text) {
        try {
            return Duration.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("is not an ISO-8601 duration such as PT2S", e);
        }
    }
}
