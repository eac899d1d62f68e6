package dev.reprise.endtoend.monitoring;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The series of one answer to a scrape, in the text format of Prometheus.
 *
 * <p>Threading: immutable.
 *
 * @param series in their order
 */
public record Scrape(List<Series> series) {

    private static final Pattern LINE = Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)})? (\\S+)(?: .*)?");

    private static final Pattern LABEL = Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\]|\\\\.)*)\"");

    /**
     * One series.
     *
     * @param labels values by name
     */
    public record Series(String name, Map<String, String> labels) {}

    public Scrape {
        series = List.copyOf(series);
    }

    /** Reads an answer. */
    public static Scrape of(String text) {
        List<Series> series = new ArrayList<>();
        text.lines().filter(line -> !line.startsWith("#") && !line.isBlank()).forEach(line -> {
            Matcher matcher = LINE.matcher(line);
            if (!matcher.matches()) {
                throw new AssertionError("this is no line of a scrape: " + line);
            }
            Map<String, String> labels = new TreeMap<>();
            if (matcher.group(2) != null) {
                LABEL.matcher(matcher.group(2)).results().forEach(found -> labels.put(found.group(1), found.group(2)));
            }
            series.add(new Series(matcher.group(1), labels));
        });
        return new Scrape(series);
    }

    /** Returns the series of both. */
    public Scrape and(Scrape other) {
        List<Series> all = new ArrayList<>(series);
        all.addAll(other.series);
        return new Scrape(all);
    }

    /** Returns the names of all metrics. */
    public Set<String> names() {
        return series.stream().map(Series::name).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Returns the names of the labels of a metric. */
    public Set<String> labels(String name) {
        return series.stream()
                .filter(one -> one.name().equals(name))
                .flatMap(one -> one.labels().keySet().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Returns the values of a label over all metrics. */
    public Set<String> values(String label) {
        return series.stream()
                .filter(one -> one.labels().containsKey(label))
                .map(one -> String.valueOf(one.labels().get(label)))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
