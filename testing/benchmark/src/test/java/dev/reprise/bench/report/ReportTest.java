package dev.reprise.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reprise.bench.Setting;
import dev.reprise.bench.Timing;
import dev.reprise.bench.usage.Gauges;
import dev.reprise.common.wire.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportTest {

    private static final Setting FIRST = new Setting("bucketed", 1, 0);

    private static Run run(String contestant, Setting setting, int round, int rowsPerSecond) {
        int rows = 10 * rowsPerSecond;
        var used = new Gauges.Reading(Map.of("cassandra", 5.0), 0.5, Map.of("worker-1", 200L), Map.of("worker-1", 1e6));
        return Run.of(
                contestant,
                setting,
                round,
                new Run.Measured(rows, new Timing(Duration.ofSeconds(10), Duration.ofSeconds(12)), used));
    }

    private static Report report() {
        List<Run> runs = new ArrayList<>();
        int[] ours = {8_000, 1_000, 9_000};
        for (int round = 1; round <= ours.length; round++) {
            runs.add(run("limit", FIRST, round, 10_000));
            runs.add(run("reprise", FIRST, round, ours[round - 1]));
            runs.add(run("consumer", FIRST, round, 4_000));
            runs.add(run("per-record", FIRST, round, 500));
            runs.add(run("reprise", new Setting("indexed", 1, 0), round, 3_000));
            runs.add(run("emit", new Setting("bucketed", 0, 0), round, 90_000 + round));
        }
        return Report.of(
                Map.of("processors", "2"),
                runs,
                List.of(new Report.Production("no job", 100, 1.5, 9.25, 0, "", 18.5, 0.75)));
    }

    @Test
    void should_have_the_fields_that_the_contract_names_when_printed() {
        JsonNode json = Json.mapper().valueToTree(report());

        assertThat(json.get("ratios").get("repriseToLimit").doubleValue())
                .as("of medians")
                .isEqualTo(0.8);
        assertThat(json.get("ratios").get("repriseToPerRecord").doubleValue()).isEqualTo(16);
        assertThat(json.get("ratios").get("repriseToConsumer").doubleValue()).isEqualTo(2);
        assertThat(json.get("emitPerSecond").doubleValue()).isEqualTo(90_002);
        JsonNode run = json.get("runs").get(1);
        assertThat(run.get("contestant").textValue()).isEqualTo("reprise");
        assertThat(run.get("rowsPerSecond").doubleValue()).isEqualTo(8_000);
        assertThat(run.get("wholeSeconds").doubleValue()).isEqualTo(12);
        assertThat(run.get("compilersShare").doubleValue()).isEqualTo(0.1);
        assertThat(run.get("peakMemoryMib").get("worker-1").longValue()).isEqualTo(200);
        assertThat(run.get("cpuSecondsPer1000Rows").get("cassandra").doubleValue())
                .isEqualTo(0.063);
        assertThat(run.get("allocatedBytesPerRow").get("worker-1").doubleValue())
                .isEqualTo(12.5);
        assertThat(json.get("runs").get(0).has("allocatedBytesPerRow"))
                .as("the services rest while a baseline runs")
                .isFalse();
    }

    @Test
    void should_compare_with_spark_until_all_is_written_and_until_all_is_verified() {
        var used = Gauges.Reading.NONE;
        List<Run> runs = new ArrayList<>();
        int[] sparkSeconds = {9, 5, 4};
        for (int round = 1; round <= sparkSeconds.length; round++) {
            var spark = Timing.of(Duration.ofSeconds(sparkSeconds[round - 1]));
            var ours = new Timing(Duration.ofSeconds(4), Duration.ofSeconds(8 + round));
            runs.add(Run.of("spark", FIRST, round, new Run.Measured(1_000, spark, used)));
            runs.add(Run.of("reprise", FIRST, round, new Run.Measured(1_000, ours, used)));
        }

        Report report = Report.of(Map.of(), runs, List.of());

        assertThat(report.ratios()).containsOnly(Map.entry("repriseToSpark", 1.25), Map.entry("wholeToSpark", 0.5));
        assertThat(report.medians())
                .containsEntry("spark", new Report.Median(200, 5))
                .containsEntry("reprise", new Report.Median(250, 10));
        assertThat(ReportTable.lines(report))
                .anyMatch(line -> line.matches("  spark +1,000 +200 +5\\.0 s.*"))
                .anyMatch(line -> line.matches("  reprise +1,000 +250 +10\\.0 s.*"))
                .contains("repriseToSpark 1.25", "wholeToSpark 0.5");
        assertThat(ReportPicture.svg(report)).contains("spark");
    }

    @Test
    void should_leave_out_a_ratio_when_a_baseline_did_not_run() {
        Report report =
                Report.of(Map.of(), List.of(run("reprise", FIRST, 1, 100), run("limit", FIRST, 1, 200)), List.of());

        assertThat(report.ratios()).containsOnlyKeys("repriseToLimit");
        assertThat(report.emitPerSecond()).isNull();
    }

    @Test
    void should_tell_both_ends_of_a_run_when_another_service_ends_it() {
        List<Run> runs = List.of(
                run("limit", FIRST, 1, 1_000),
                run("reprise", FIRST, 1, 500),
                Run.handedOn(FIRST, 1, 9_000, Duration.ofSeconds(10)));

        Report report = Report.ofProcessor("export", Map.of(), runs);

        assertThat(report.ratios())
                .as("until the rows are in the table, and until they are in the topic")
                .containsEntry("repriseToLimit", 0.5)
                .containsEntry("inTopicToLimit", 0.9);
        JsonNode json = Json.mapper().valueToTree(report);
        assertThat(json.get("processor").textValue()).isEqualTo("export");
        assertThat(json.get("runs").get(2).has("cpuSecondsPer1000Rows"))
                .as("what was used belongs to the whole run")
                .isFalse();
        assertThat(ReportTable.lines(report))
                .anyMatch(line -> line.matches("  reprise-in-topic +9,000 +900 +0\\.90 .*"));
    }

    @Test
    void should_name_no_processor_when_it_is_the_report_of_the_main_job() {
        assertThat(Json.mapper().valueToTree(report()).has("processor")).isFalse();
    }

    @Test
    void should_show_every_setting_and_contestant_in_table_and_picture() {
        List<String> table = ReportTable.lines(report());
        String picture = ReportPicture.svg(report());

        assertThat(table)
                .anyMatch(line -> line.startsWith("bucketed, 1 worker, 0 ms"))
                .anyMatch(line -> line.matches("  reprise +80,000 +8,000 +0\\.80 .*"))
                .anyMatch(line -> line.startsWith("ids emitted") && line.endsWith("90,002/s"))
                .anyMatch(line -> line.startsWith("live writes beside no job: p50 1.5 ms, p99 9.3 ms"));
        assertThat(picture)
                .startsWith("<svg")
                .contains("per-record", "indexed, 1 worker, 0 ms")
                .endsWith("</svg>\n");
    }
}
