package dev.reprise.endtoend.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Every alert has a runbook and its cases; what is compared with a scrape is found in the expressions. */
class MonitoringFilesTest {

    private static final MonitoringFiles FILES = new MonitoringFiles(Path.of("..", ".."));

    private static List<String> names() {
        return FILES.alerts().stream()
                .map(alert -> alert.path("alert").asText())
                .toList();
    }

    private static boolean fires(JsonNode test) {
        return !test.path("exp_alerts").isEmpty();
    }

    @Test
    void should_have_a_section_of_the_runbook_for_each_alert_and_no_other() {
        List<String> sections = FILES.runbook()
                .lines()
                .filter(line -> line.startsWith("## "))
                .map(line -> line.substring(3))
                .toList();

        assertThat(sections).isEqualTo(names()).isNotEmpty();
        assertThat(FILES.alerts()).allSatisfy(alert -> assertThat(
                        alert.path("annotations").path("runbook_url").asText())
                .isEqualTo("docs/alerts.md#" + alert.path("alert").asText().toLowerCase(Locale.ROOT)));
        assertThat(FILES.alerts()).allSatisfy(alert -> assertThat(
                        alert.path("labels").path("severity").asText())
                .isIn("critical", "warning"));
    }

    @Test
    void should_have_a_case_in_which_each_alert_fires_and_one_in_which_it_is_silent() {
        for (String alert : names()) {
            List<JsonNode> cases = FILES.cases().stream()
                    .filter(test -> test.path("alertname").asText().equals(alert))
                    .toList();
            assertThat(cases).as(alert + " fires").anyMatch(MonitoringFilesTest::fires);
            assertThat(cases).as(alert + " is silent").anyMatch(test -> !fires(test));
        }
        assertThat(FILES.cases())
                .extracting(test -> test.path("alertname").asText())
                .allMatch(names()::contains);
    }

    @Test
    void should_find_metrics_and_labels_in_an_expression() {
        PromQl found =
                PromQl.of("histogram_quantile(0.99, sum by (statement, le) (rate(a_bucket{x=~\"y|z\", w!='v'}[5m])))"
                        + " > 0.25 and on (n) count by (n) (b) > 1e3 unless c{} == 2");

        assertThat(found.grouped()).containsExactlyInAnyOrder("statement", "le", "n");
        assertThat(found.selectors())
                .containsExactly(
                        new PromQl.Selector("a_bucket", Set.of("x", "w")),
                        new PromQl.Selector("b", Set.of()),
                        new PromQl.Selector("c", Set.of()));
    }

    @Test
    void should_name_what_a_scrape_does_not_have() {
        Scrape scrape = Scrape.of("# HELP a is\na{x=\"1\",y=\"}, \\\" {\"} 1.0\nb 2 1700000000\n");

        assertThat(new MonitoringFiles.Expression("panel", "sum by (x, z) (a{w=\"1\"}) / c", Set.of("q"))
                        .missingIn(scrape))
                .containsExactly(
                        "panel: a has no label w",
                        "panel: there is no metric c",
                        "panel: no metric of it has the label q",
                        "panel: no metric of it has the label z");
        assertThat(new MonitoringFiles.Expression("panel", "sum by (x, namespace) (a{y=\"1\"}) + b", Set.of("y"))
                        .missingIn(scrape))
                .isEmpty();
    }

    @Test
    void should_say_a_source_and_an_expression_for_each_target_of_the_dashboard() {
        assertThat(FILES.dashboard().findValuesAsText("expr"))
                .hasSizeGreaterThan(30)
                .noneMatch(String::isBlank);
        assertThat(FILES.dashboard().path("templating").findValuesAsText("name"))
                .contains("datasource", "job");
    }
}
