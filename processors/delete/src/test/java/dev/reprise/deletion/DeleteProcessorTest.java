package dev.reprise.deletion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reprise.common.assets.Asset;
import dev.reprise.common.assets.AssetPartition;
import dev.reprise.common.assets.FencedWrite;
import dev.reprise.common.async.Cancellation;
import dev.reprise.common.job.Counts;
import dev.reprise.common.job.JobStatus;
import dev.reprise.common.job.Pending;
import dev.reprise.common.request.ProcessorSpec;
import dev.reprise.common.wire.Json;
import dev.reprise.processor.Applied;
import dev.reprise.processor.AssetTypes;
import dev.reprise.processor.Circumstances;
import dev.reprise.processor.InvalidProcessorException;
import dev.reprise.processor.ProcessorContext;
import dev.reprise.processor.Resolution;
import dev.reprise.processor.Sink;
import dev.reprise.processor.SinkContext;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeleteProcessorTest {

    private static final AssetTypes MOVIE = AssetTypes.of(Set.of("movie"));

    private static final String CONFIRMED = "{\"reason\":\"licence\",\"confirm\":{\"preview\":\"look\",\"count\":120}}";

    private final DeleteProcessor delete = new DeleteProcessor(3);
    private final Known known = new Known();

    /** What a test says of the world. */
    private static final class Known implements Circumstances {
        boolean preview;
        boolean jobs = true;
        List<String> undeletable = List.of();
        Circumstances.OtherJob job = job("delete", true, true, JobStatus.COMPLETED, 120);

        static Circumstances.OtherJob job(
                String processor, boolean preview, boolean sameAssets, JobStatus state, long changed) {
            var counts = new Counts(changed + 5, changed, 0, 0, 5, 0);
            return new Circumstances.OtherJob("look", state, preview, processor, sameAssets, counts);
        }

        @Override
        public boolean isPreview() {
            return preview;
        }

        @Override
        public boolean knowsJobs() {
            return jobs;
        }

        @Override
        public Optional<OtherJob> job(String id) {
            return jobs && id.equals(job.id()) ? Optional.of(job) : Optional.empty();
        }

        @Override
        public List<String> whyRowsCannotBeDeleted() {
            return undeletable;
        }
    }

    private Resolution resolve(String parameters) {
        return resolve(parameters, MOVIE);
    }

    private Resolution resolve(String parameters, AssetTypes types) {
        Map<String, JsonNode> fields = new HashMap<>();
        Json.read(parameters.getBytes(StandardCharsets.UTF_8), JsonNode.class)
                .properties()
                .forEach(field -> fields.put(field.getKey(), field.getValue()));
        return delete.resolve(new ProcessorSpec("delete", fields), types, known);
    }

    private static Pending pending(Resolution resolution) {
        assertThat(resolution.problems()).isEmpty();
        return ((Resolution.Accepted) resolution).pinned().of("movie").orElseThrow();
    }

    @Test
    void should_be_bound_to_the_confirmed_count_when_the_preview_is_of_the_same_selection() {
        assertThat(pending(resolve(CONFIRMED))).isEqualTo(new Pending.StillThere(120L));
    }

    @Test
    void should_be_judged_by_its_form_alone_when_no_job_can_be_known() {
        known.jobs = false;

        assertThat(pending(resolve(CONFIRMED))).isEqualTo(new Pending.StillThere(120L));
    }

    @Test
    void should_need_no_confirmation_when_it_is_a_preview() {
        known.preview = true;

        assertThat(pending(resolve("{\"reason\":\"licence\"}"))).isEqualTo(new Pending.StillThere());
        assertThat(resolve(CONFIRMED).problems()).singleElement().asString().contains("no place in a preview");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "migrate | true  | true  | COMPLETED | 120 | which is a preview of the processor 'migrate'",
                "delete  | false | true  | COMPLETED | 120 | which is no preview",
                "delete  | true  | false | COMPLETED | 120 | which is a preview of another selection",
                "delete  | true  | true  | RUNNING   | 120 | which is RUNNING; it must have completed",
                "delete  | true  | true  | CANCELLED | 120 | which is CANCELLED; it must have completed",
                "delete  | true  | true  | COMPLETED | 121 | which has found 121 rows to delete, not 120",
            })
    void should_be_refused_when_the_preview_is_not_what_is_to_be_deleted(
            String processor, boolean preview, boolean sameAssets, JobStatus state, long changed, String problem) {
        known.job = Known.job(processor, preview, sameAssets, state, changed);

        assertThat(resolve(CONFIRMED).problems())
                .containsExactly("'processor.confirm' names the preview 'look', " + problem);
    }

    @Test
    void should_be_refused_when_there_is_no_such_preview() {
        assertThat(resolve("{\"reason\":\"licence\",\"confirm\":{\"preview\":\"other\",\"count\":120}}")
                        .problems())
                .containsExactly("'processor.confirm' names the preview 'other', and there is no such job");
    }

    @Test
    void should_tell_everything_that_is_wrong_at_once() {
        known.undeletable = List.of("the primary key is another");

        assertThat(resolve("{\"reason\":\" \",\"confirm\":{\"preview\":\"look\"},\"why\":1}", AssetTypes.EVERY)
                        .problems())
                .hasSize(5)
                .anyMatch(problem -> problem.contains("unknown field 'processor.why'"))
                .anyMatch(problem -> problem.startsWith("'processor.reason' must say why"))
                .anyMatch(problem -> problem.startsWith("'processor.confirm' must be {\"preview\""))
                .anyMatch(problem -> problem.startsWith("'selector.assetType' is missing"))
                .contains("rows cannot be deleted: the primary key is another");
        assertThat(resolve("{\"reason\":\"licence\"}").problems())
                .anyMatch(problem -> problem.startsWith("'processor.confirm' is missing"))
                .hasSize(2);
    }

    @Test
    void should_pause_when_a_partition_has_its_tombstones_of_the_hour_and_go_on_when_it_is_over() {
        List<Integer> groups = new ArrayList<>();
        Sink<Asset> sink = delete.sink(new SinkContext() {
            @Override
            public Sink<FencedWrite> rows() {
                throw new AssertionError("no row is written");
            }

            @Override
            public Sink<Asset> deletions() {
                return (partition, rows, readAtNanos, cancellation) -> {
                    groups.add(rows.size());
                    List<Applied> applied = new ArrayList<>(IntStream.range(0, rows.size())
                            .mapToObj(i -> Applied.CHANGED)
                            .toList());
                    applied.set(0, Applied.GONE);
                    return CompletableFuture.completedFuture(applied);
                };
            }

            @Override
            public CompletionStage<Boolean> canSendTo(String topic) {
                throw new AssertionError("nothing is sent");
            }
        });
        long hour = TimeUnit.HOURS.toNanos(1);

        assertThat(apply(sink, "2024-01", 2, 5)).containsExactly(Applied.GONE, Applied.CHANGED);
        List<Applied> bounded = apply(sink, "2024-01", 4, 6);
        assertThat(bounded).startsWith(Applied.GONE, Applied.CHANGED).hasSize(4);
        assertThat(bounded.subList(2, 4))
                .allMatch(one -> one instanceof Applied.Refused refused
                        && refused.reason()
                                .equals("has deleted 3 rows of movie/2024-01 within an hour, as many as"
                                        + " reprise.processors.delete.tombstones-per-partition-and-hour allows; resume the job"
                                        + " when the hour is over, or allow more"));
        assertThat(apply(sink, "2024-02", 1, 7)).as("another partition").containsExactly(Applied.GONE);
        assertThat(apply(sink, "2024-01", 2, hour + 5)).containsExactly(Applied.GONE, Applied.CHANGED);
        assertThat(groups).containsExactly(2, 2, 1, 2);
    }

    private static List<Applied> apply(Sink<Asset> sink, String bucket, int rows, long atNanos) {
        List<Asset> some = IntStream.range(0, rows)
                .mapToObj(i -> new Asset(new UUID(0x1000L, i), 1, null, 1, null, null))
                .toList();
        return sink.apply(new AssetPartition("movie", bucket), some, atNanos, new Cancellation())
                .toCompletableFuture()
                .join();
    }

    @Test
    void should_not_start_when_the_bound_is_no_number() {
        assertThatThrownBy(() -> new DeleteProvider().create(new ProcessorContext() {
                    @Override
                    public Optional<String> setting(String key) {
                        return Optional.of("0");
                    }

                    @Override
                    public ClassLoader classLoader() {
                        return DeleteProcessorTest.class.getClassLoader();
                    }
                }))
                .isInstanceOf(InvalidProcessorException.class)
                .hasMessage(
                        "reprise.processors.delete.tombstones-per-partition-and-hour must be a whole number of at least"
                                + " 1, not '0'");
    }
}
