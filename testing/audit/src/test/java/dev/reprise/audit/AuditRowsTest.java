package dev.reprise.audit;

import static dev.reprise.audit.AuditWorld.NOW_MICROS;
import static dev.reprise.audit.AuditWorld.content;
import static dev.reprise.audit.AuditWorld.key;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reprise.common.wire.Json;
import dev.reprise.workload.livewriter.Operation;
import dev.reprise.workload.sample.SampleAsset;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Rows that no live writer touched: each way in which a job can spoil them is found. */
class AuditRowsTest {

    private final AuditWorld world = new AuditWorld();

    @Test
    void should_verify_a_job_when_it_is_flawless() {
        AuditReport report = world.audit();

        assertThat(report.findings()).isEmpty();
        assertThat(report.verified()).isTrue();
        assertThat(report.assets()).isEqualTo(200);
        assertThat(report.emitted()).isEqualTo(110).isEqualTo(report.selected());
        assertThat(report.outcomes().failed())
                .isEqualTo(world.deadLetters.size())
                .isPositive();
        assertThat(report.outcomes().changed())
                .isEqualTo(110 - report.outcomes().failed());
        assertThat(report.deadLettersByCause()).containsOnly(entry("0123456789ab", world.deadLetters.size()));
        assertThat(report.causes().get(0).reason()).isEqualTo("a comedy");
        assertThat(report.seconds()).isEqualTo(12.5);
    }

    @Test
    void should_have_the_promised_fields_when_printed() throws IOException {
        JsonNode json = Json.mapper().readTree(Json.bytes(world.audit()));

        assertThat(json.fieldNames())
                .toIterable()
                .contains(
                        "assets",
                        "emitted",
                        "outcomes",
                        "deadLettersByCause",
                        "liveOperations",
                        "lostLiveOperations",
                        "rowsBelowTarget",
                        "duplicatedEvents",
                        "seconds",
                        "verified");
        assertThat(json.get("outcomes").fieldNames())
                .toIterable()
                .containsExactly("changed", "unchanged", "overtaken", "gone", "failed");
        assertThat(json.get("deadLettersByCause").get("0123456789ab").asInt()).isEqualTo(world.deadLetters.size());
    }

    @Test
    void should_verify_a_result_when_it_is_the_same_json_in_other_letters() {
        change(movie(), row -> row.payload = row.payload + "  ");

        assertThat(world.audit().verified()).isTrue();
    }

    @Test
    void should_find_a_row_when_it_was_left_below_the_target() {
        world.store(AuditWorld.original(movie()));

        AuditReport report = world.audit();

        assertThat(report.rowsBelowTarget()).isEqualTo(1);
        assertFound(report, Violation.ROW_BELOW_TARGET, movie().assetId());
    }

    @Test
    void should_accept_rows_below_the_target_when_the_job_admits_to_as_many() {
        world.unmigrated = 2;
        for (int number = 0; number < 2; number++) {
            unmigrated(number);
        }
        assertThat(world.audit().rowsBelowTarget()).isZero();

        unmigrated(2);
        assertThat(world.audit().rowsBelowTarget()).isEqualTo(3);
    }

    private void unmigrated(int number) {
        world.store(AuditWorld.original(world.movie(number)));
    }

    @Test
    void should_find_a_refused_row_when_it_has_no_dead_letter() {
        UUID refused = world.refusedMovie(0).assetId();
        world.deadLetters.removeIf(letter -> letter.event().assetId().equals(refused));

        AuditReport report = world.audit();

        assertFound(report, Violation.ROW_BELOW_TARGET, refused);
        assertFound(report, Violation.MISSING_DEAD_LETTER, refused);
    }

    @Test
    void should_find_a_row_when_it_has_become_something_else() {
        change(movie(), row -> row.payload = "{\"v\":2}");
        assertFound(world.audit(), Violation.WRONG_ROW, movie().assetId());

        change(movie(), row -> row.payload = "not JSON");
        assertFound(world.audit(), Violation.WRONG_ROW, movie().assetId());

        change(movie(), row -> row.payload = null);
        assertFound(world.audit(), Violation.WRONG_ROW, movie().assetId());
    }

    @Test
    void should_find_a_row_when_it_was_not_written_under_the_fence() {
        change(movie(), row -> {
            row.versionWrittenAt = NOW_MICROS;
            row.payloadWrittenAt = NOW_MICROS;
        });

        assertFound(world.audit(), Violation.WRONG_WRITE_TIME, movie().assetId());
    }

    @Test
    void should_find_a_row_when_version_and_payload_are_of_two_writes() {
        change(movie(), row -> row.versionWrittenAt--);
        assertFound(world.audit(), Violation.MIXED_ROW, movie().assetId());

        world.storeMigrated(AuditWorld.original(movie()));
        change(movie(), row -> row.version = 1);
        assertFound(world.audit(), Violation.MIXED_ROW, movie().assetId());
    }

    @Test
    void should_find_a_row_when_it_has_not_the_stamp_of_the_job() {
        change(movie(), row -> row.lastJob = null);

        assertFound(world.audit(), Violation.WRONG_ROW, movie().assetId());
    }

    @Test
    void should_find_a_row_when_it_is_gone() {
        world.rows.remove(movie().assetId());
        world.rows.remove(world.poster().assetId());

        AuditReport report = world.audit();

        assertFound(report, Violation.MISSING_ROW, movie().assetId());
        assertFound(report, Violation.MISSING_ROW, world.poster().assetId());
    }

    @Test
    void should_find_a_row_outside_of_the_selection_when_it_was_touched() {
        change(world.poster(), row -> row.lastJob = AuditWorld.JOB);
        assertFound(world.audit(), Violation.WRONG_ROW, world.poster().assetId());

        change(world.poster(), row -> row.payloadWrittenAt++);
        assertFound(world.audit(), Violation.MIXED_ROW, world.poster().assetId());
    }

    @Test
    void should_find_a_row_when_nobody_wrote_it() {
        UUID stranger = UUID.fromString("5c7a2000-2c3e-11ea-8000-530000ffffff");
        FinalRow row = world.rows.get(movie().assetId());
        var change = new RowChange(Objects.requireNonNull(row));
        change.assetId = stranger;
        world.rows.put(stranger, change.toRow());

        assertFound(world.audit(), Violation.STRANGE_ROW, stranger);
    }

    @Test
    void should_find_a_row_when_its_partition_is_not_its_own() {
        change(movie(), row -> row.bucket = "1999-01");

        AuditReport report = world.audit();

        assertFound(report, Violation.STRANGE_ROW, movie().assetId());
        assertFound(report, Violation.MISSING_ROW, movie().assetId());
    }

    @Test
    void should_find_a_row_when_nobody_gave_it_its_end() {
        change(movie(), row -> row.ttlSeconds = 60);

        assertFound(world.audit(), Violation.WRONG_TTL, movie().assetId());
    }

    @Test
    void should_find_a_dead_letter_when_it_blames_a_sound_payload() {
        world.store(AuditWorld.original(movie()));
        world.deadLetters.add(AuditWorld.deadLetter(key(movie())));

        assertFound(world.audit(), Violation.UNFOUNDED_DEAD_LETTER, movie().assetId());
    }

    @Test
    void should_find_a_dead_letter_when_its_row_is_migrated() {
        world.deadLetters.add(AuditWorld.deadLetter(key(movie())));

        assertFound(world.audit(), Violation.WRONG_OUTCOME, movie().assetId());
    }

    @Test
    void should_keep_a_few_examples_when_there_are_many() {
        for (int i = 0; i < 20; i++) {
            world.rows.remove(world.movie(i).assetId());
        }

        Finding finding = world.audit().findings().get(0);

        assertThat(finding.violation()).isEqualTo(Violation.MISSING_ROW);
        assertThat(finding.count()).isEqualTo(20);
        assertThat(finding.examples()).hasSize(5);
    }

    @Test
    void should_tell_the_whole_history_of_an_asset_when_something_is_wrong_with_it() {
        SampleAsset refused = world.refusedMovie(0);
        var update = new Operation.Update(key(refused), NOW_MICROS - 5, content(2, "b"));
        world.acknowledged(update);
        world.unknown(new Operation.Delete(key(refused), NOW_MICROS - 9));

        List<String> lines =
                world.audit().findings().get(0).examples().get(0).lines().toList();

        assertThat(lines.get(0)).startsWith("asset " + refused.assetId() + ": a write of ");
        assertThat(lines.subList(1, lines.size()))
                .map(line -> line.replaceAll("\\d{16} µs( \\(\\S+Z\\))?|[0-9a-f]{16}", "..."))
                .containsExactly(
                        "  loaded into movie/" + refused.partition().bucket()
                                + ": Create of version 1 with payload ... at ...",
                        "  live: Delete at ... of unknown end (w #2)",
                        "  live: Update of version 2 with payload ... at ... acknowledged (w #1)",
                        "  event of round 1",
                        "  outcome of round 1: FAILED",
                        "  dead letter: migrate, MigrationFailed, a comedy",
                        "  in the end: the row has version 1, payload ..., written at ...");
    }

    @Test
    void should_not_show_payloads_when_it_reports() {
        world.acknowledged(new Operation.Update(key(movie()), NOW_MICROS, content(2, "secret")));
        change(movie(), row -> row.payload = "{\"word\":\"secret\"}");

        assertThat(world.audit().toString()).doesNotContain("secret");
    }

    static void assertFound(AuditReport report, Violation violation, UUID assetId) {
        assertThat(report.verified()).isFalse();
        assertThat(report.findings())
                .filteredOn(finding -> finding.violation() == violation)
                .as("%s among %s", violation, report.findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.examples())
                        .anyMatch(example -> example.startsWith("asset " + assetId + ": ")));
    }

    private static Map.Entry<String, Long> entry(String cause, int count) {
        return Map.entry(cause, (long) count);
    }

    private SampleAsset movie() {
        return world.movie(7);
    }

    private void change(SampleAsset asset, Consumer<RowChange> change) {
        world.change(asset.assetId(), change);
    }
}
