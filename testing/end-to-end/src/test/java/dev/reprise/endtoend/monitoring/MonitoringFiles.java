package dev.reprise.endtoend.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.reprise.common.wire.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The alert rules, the dashboard and their documents in a checkout.
 *
 * @param checkout root of the project
 */
public record MonitoringFiles(Path checkout) {

    /** What Prometheus or its configuration adds to each series, and what belongs to the buckets of a timer. */
    private static final Set<String> OF_TARGET = Set.of("namespace", "instance", "pod", "le");

    private static final Pattern DOCUMENTED = Pattern.compile("`(reprise_[a-z0-9_]+)(?:\\{([a-z_,]+)})?`");

    private static final Pattern LEGEND = Pattern.compile("\\{\\{([a-z_]+)}}");

    private static final List<String> TIMER = List.of("_count", "_sum", "_max", "_bucket");

    /**
     * An expression, and the labels that are shown with it.
     *
     * @param where names it in a message
     */
    public record Expression(String where, String text, Set<String> shown) {

        /** Returns what does not occur in a scrape; empty when all does. */
        List<String> missingIn(Scrape scrape) {
            PromQl parsed = PromQl.of(text);
            List<String> missing = new ArrayList<>();
            Set<String> known = new TreeSet<>(OF_TARGET);
            for (PromQl.Selector selector : parsed.selectors()) {
                Set<String> labels = scrape.labels(selector.metric());
                known.addAll(labels);
                if (!scrape.names().contains(selector.metric())) {
                    missing.add(where + ": there is no metric " + selector.metric());
                }
                selector.labels().stream()
                        .filter(label -> !labels.contains(label) && !OF_TARGET.contains(label))
                        .forEach(label -> missing.add(where + ": " + selector.metric() + " has no label " + label));
            }
            Set<String> used = new TreeSet<>(parsed.grouped());
            used.addAll(shown);
            used.removeAll(known);
            used.forEach(label -> missing.add(where + ": no metric of it has the label " + label));
            return missing;
        }
    }

    private String text(String path) {
        try {
            return Files.readString(checkout.resolve(path));
        } catch (IOException e) {
            throw new AssertionError("cannot read " + path, e);
        }
    }

    private JsonNode yaml(String path) {
        try {
            return new YAMLMapper().readTree(text(path));
        } catch (IOException e) {
            throw new AssertionError("cannot read " + path, e);
        }
    }

    /** Returns the alert rules. */
    List<JsonNode> alerts() {
        List<JsonNode> rules = new ArrayList<>();
        yaml("deploy/monitoring/alerts.yaml").path("groups").forEach(group -> group.path("rules")
                .forEach(rules::add));
        return rules;
    }

    /** Returns the cases of the alert rules. */
    List<JsonNode> cases() {
        List<JsonNode> cases = new ArrayList<>();
        yaml("deploy/monitoring/alerts.test.yaml").path("tests").forEach(test -> test.path("alert_rule_test")
                .forEach(cases::add));
        return cases;
    }

    /** Returns the page about the alerts. */
    String runbook() {
        return text("docs/alerts.md");
    }

    JsonNode dashboard() {
        return Json.read(
                text("deploy/monitoring/dashboard.json").getBytes(java.nio.charset.StandardCharsets.UTF_8),
                JsonNode.class);
    }

    /** Returns every expression of the alert rules and of the dashboard. */
    public List<Expression> expressions() {
        List<Expression> all = new ArrayList<>();
        for (JsonNode alert : alerts()) {
            all.add(new Expression(
                    alert.path("alert").textValue(), alert.path("expr").textValue(), Set.of()));
        }
        for (JsonNode panel : dashboard().path("panels")) {
            for (JsonNode target : panel.path("targets")) {
                Set<String> shown = new TreeSet<>();
                Matcher legend = LEGEND.matcher(target.path("legendFormat").asText());
                while (legend.find()) {
                    shown.add(legend.group(1));
                }
                all.add(new Expression(
                        panel.path("title").textValue(), target.path("expr").textValue(), shown));
            }
        }
        return all;
    }

    /** Returns what the alert rules and the dashboard use and a scrape does not have; empty when it has all. */
    public List<String> missingIn(Scrape scrape) {
        return expressions().stream()
                .flatMap(expression -> expression.missingIn(scrape).stream())
                .toList();
    }

    /** Returns the metrics that docs/operate.md describes, each with its labels, as in {@code name{a,b}}. */
    public Set<String> documented() {
        Set<String> names = new TreeSet<>();
        text("docs/operate.md")
                .lines()
                .filter(line -> line.startsWith("| `reprise_"))
                .forEach(line -> {
                    Matcher matcher = DOCUMENTED.matcher(line.substring(0, line.indexOf(" | ", 2)));
                    while (matcher.find()) {
                        Set<String> labels = matcher.group(2) == null
                                ? Set.of()
                                : new TreeSet<>(List.of(matcher.group(2).split(",")));
                        names.add(named(matcher.group(1), labels));
                    }
                });
        return names;
    }

    /** Returns the metrics of Reprise in a scrape in the same form; the parts of a timer are one. */
    public static Set<String> shown(Scrape scrape) {
        Set<String> shown = new TreeSet<>();
        for (String name : scrape.names()) {
            if (name.startsWith("reprise_")) {
                Set<String> labels = scrape.labels(name);
                labels.remove("le");
                shown.add(named(timer(name, scrape.names()), labels));
            }
        }
        return shown;
    }

    private static String timer(String name, Set<String> names) {
        for (String ending : TIMER) {
            String base = name.endsWith(ending) ? name.substring(0, name.length() - ending.length()) : name;
            if (!base.equals(name) && names.contains(base + "_count")) {
                return base;
            }
        }
        return name;
    }

    private static String named(String name, Set<String> labels) {
        return labels.isEmpty() ? name : name + "{" + String.join(",", labels) + "}";
    }
}
