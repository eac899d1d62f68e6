package dev.reprise.idproducer.plan;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.IntNode;
import dev.reprise.assets.AssetLocator;
import dev.reprise.assets.BucketFromId;
import dev.reprise.assets.BucketLookup;
import dev.reprise.assets.BucketPattern;
import dev.reprise.common.assets.BucketRun;
import dev.reprise.common.assets.LocatedId;
import dev.reprise.common.job.Pending;
import dev.reprise.common.job.Pinned;
import dev.reprise.common.job.Slice;
import dev.reprise.common.request.Limits;
import dev.reprise.common.request.Mode;
import dev.reprise.common.request.ProcessorSpec;
import dev.reprise.common.request.Request;
import dev.reprise.common.request.Selector;
import dev.reprise.common.wire.Json;
import dev.reprise.idproducer.query.NoQueryIndex;
import dev.reprise.idproducer.read.RefusedSelectionException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SelectionPlannerTest {

    private static final Instant JANUARY = Instant.parse("2024-01-01T00:00:00Z");

    /** Rows of no other type show what was done. */
    private static final Pinned TARGETS = new Pinned(
            new ProcessorSpec("migrate", Map.of()),
            Map.of(),
            Map.of("movie", new Pending.BelowVersion(2), Pinned.EVERY_TYPE, new Pending.Nothing()));

    private final RangedIndex index = new RangedIndex();
    private final BucketPattern pattern = BucketPattern.of("yyyy-MM");
    private final Map<String, Set<LocatedId>> deadLetters = new HashMap<>();
    private final SelectionPlanner planner = planner(new BucketFromId(pattern));

    private SelectionPlanner planner(AssetLocator locator) {
        return new SelectionPlanner(
                new SlicePlanner(index, pattern),
                new BucketSample(index, pattern),
                index,
                new NoQueryIndex(),
                (job, cause) -> CompletableFuture.completedFuture(deadLetters),
                locator);
    }

    private Plan plan(Selector selector, Slice.Kind kind) {
        return plan(planner, selector, kind);
    }

    private static Plan plan(SelectionPlanner planner, Selector selector, Slice.Kind kind) {
        var submit = new Request.Submit(
                "job-1",
                selector,
                new ProcessorSpec("migrate", Map.of("toVersion", IntNode.valueOf(2))),
                Mode.RUN,
                Limits.NONE,
                false,
                null,
                null);
        int round = kind == Slice.Kind.EMIT ? 1 : 2;
        return planner.plan(submit, TARGETS, round, kind)
                .toCompletableFuture()
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }

    private static List<UUID> ids(Plan plan) {
        return plan.slices().stream()
                .flatMap(slice -> requireNonNull(requireNonNull(slice.shard()).ids()).stream())
                .toList();
    }

    private static List<LocatedId> located(Plan plan) {
        return plan.slices().stream()
                .map(slice -> requireNonNull(slice.shard()))
                .flatMap(shard ->
                        BucketRun.located(requireNonNull(shard.ids()), requireNonNull(shard.buckets())).stream())
                .toList();
    }

    private static Set<LocatedId> in(String bucket, UUID... ids) {
        return Arrays.stream(ids).map(id -> new LocatedId(bucket, id)).collect(Collectors.toSet());
    }

    private static Selector.ByType range(@Nullable Integer sample) {
        return new Selector.ByType(List.of("movie"), null, null, sample);
    }

    @Test
    void should_put_named_ids_into_shards_by_their_ids_alone() {
        List<UUID> named = new ArrayList<>();
        for (int i = 0; i < 1_200; i++) {
            named.add(index.add("movie", "2024-01", JANUARY.plusMillis(i)));
        }
        named.add(index.add("movie", "2024-01", JANUARY.plusSeconds(100)));

        Plan plan = plan(new Selector.ByIds("movie", named, null), Slice.Kind.EMIT);

        assertThat(plan.assets()).isEqualTo(1_201);
        assertThat(ids(plan)).containsExactlyInAnyOrderElementsOf(named);
        assertThat(plan.slices()).hasSize(4).extracting(Slice::key).doesNotHaveDuplicates();
        assertThat(plan.slices().stream().map(Slice::affinityKey).distinct()).hasSize(2);
        plan.slices().forEach(slice -> assertThat(ids(new Plan(List.of(slice), null)))
                .hasSizeLessThanOrEqualTo(500)
                .allMatch(id ->
                        Slice.IdShard.of(id) == requireNonNull(slice.shard()).number()));
    }

    @Test
    void should_look_at_every_shard_again_when_a_selection_does_not_follow_the_buckets() {
        for (Selector selector : List.of(
                new Selector.ByIds("movie", List.of(index.add("movie", "2024-01", JANUARY)), null),
                new Selector.ByQuery("movie", Json.mapper().createObjectNode(), null),
                new Selector.DeadLettersOf("other", null, null),
                range(5))) {
            Plan plan = plan(selector, Slice.Kind.VERIFY);

            assertThat(plan.slices())
                    .hasSize(16)
                    .allMatch(slice -> new Pending.BelowVersion(2).equals(slice.pending())
                            && requireNonNull(slice.shard()).ids() == null);
        }
        assertThat(plan(range(null), Slice.Kind.VERIFY).slices())
                .extracting(Slice::bucket)
                .containsExactly("2024-01");
    }

    @Test
    void should_take_what_is_still_below_the_target_of_another_jobs_dead_letters() {
        UUID still = index.add("movie", "2024-01", JANUARY);
        UUID resolved = index.add("movie", "2024-01", JANUARY.plusSeconds(1));
        UUID gone = index.add("movie", "2024-01", JANUARY.plusSeconds(2));
        index.versions.put(resolved, 2);
        index.versions.remove(gone);
        deadLetters.put("movie", in("2024-01", still, resolved, gone));
        deadLetters.put("other", in("2024-01", still));

        Plan plan = plan(new Selector.DeadLettersOf("first", null, null), Slice.Kind.EMIT);

        assertThat(ids(plan)).containsExactly(still);
        assertThat(plan.assets()).isEqualTo(1);
    }

    @Test
    void should_look_for_a_dead_letter_in_its_own_bucket_when_the_pattern_says_another() {
        UUID foreign = index.add("movie", "2024-01#z", JANUARY);
        UUID twice = index.add("movie", "2024-01#z", JANUARY.plusSeconds(1));
        index.add("movie", "2024-01#y", JANUARY.plusSeconds(1));
        index.add("movie", "2024-01", JANUARY.plusSeconds(2));
        Set<LocatedId> letters = new HashSet<>(in("2024-01#z", foreign, twice));
        letters.addAll(in("2024-01#y", twice));
        deadLetters.put("movie", letters);

        Plan plan = plan(new Selector.DeadLettersOf("first", null, null), Slice.Kind.EMIT);

        assertThat(located(plan)).containsExactlyInAnyOrderElementsOf(letters);
        assertThat(plan.slices()).allSatisfy(slice -> assertThat(ids(new Plan(List.of(slice), null)))
                .as("the cursor of a slice is an id")
                .doesNotHaveDuplicates());
    }

    @Test
    void should_select_dead_letters_that_are_gone_when_no_other_is_there() {
        UUID gone = index.add("movie", "2024-01", JANUARY);
        index.versions.remove(gone);
        deadLetters.put("movie", in("2024-01", gone));

        assertThat(ids(plan(new Selector.DeadLettersOf("first", null, null), Slice.Kind.EMIT)))
                .containsExactly(gone);
    }

    @Test
    void should_keep_the_bucket_that_a_sample_was_found_in() {
        index.add("movie", "of-old", JANUARY);
        index.add("movie", "2024-02", JANUARY);

        assertThat(located(plan(range(2), Slice.Kind.EMIT)))
                .extracting(LocatedId::bucket)
                .containsExactlyInAnyOrder("of-old", "2024-02");
    }

    @Test
    void should_find_named_ids_wherever_they_are_when_their_buckets_are_looked_up() {
        UUID foreign = index.add("movie", "2024-01#z", JANUARY);
        UUID usual = index.add("movie", "2024-01", JANUARY.plusSeconds(1));
        index.add("movie", "2023-12", JANUARY.minusSeconds(1));
        UUID unknown = new UUID(foreign.getMostSignificantBits(), 0x8000_0000_0000_0077L);

        Plan plan = plan(
                planner(new BucketLookup(index, pattern)),
                new Selector.ByIds("movie", List.of(foreign, usual, unknown), null),
                Slice.Kind.EMIT);

        assertThat(located(plan))
                .as("what is nowhere is said to be where its id would put it")
                .containsExactlyInAnyOrder(
                        new LocatedId("2024-01#z", foreign),
                        new LocatedId("2024-01", usual),
                        new LocatedId("2024-01", unknown));
    }

    @Test
    void should_refuse_a_query_when_there_is_nobody_to_ask() {
        assertThatThrownBy(() ->
                        plan(new Selector.ByQuery("movie", Json.mapper().createObjectNode(), null), Slice.Kind.EMIT))
                .hasRootCauseInstanceOf(RefusedSelectionException.class);
    }

    @Test
    void should_spread_a_sample_over_buckets_and_their_time() {
        for (int month = 1; month <= 4; month++) {
            Instant start = Instant.parse("2024-0" + month + "-01T00:00:00Z");
            for (int hour = 0; hour < 28 * 24; hour++) {
                index.add("movie", "2024-0" + month, start.plus(Duration.ofHours(hour)));
            }
        }

        Plan plan = plan(range(20), Slice.Kind.EMIT);
        int reads = index.reads;

        assertThat(ids(plan)).hasSize(20).doesNotHaveDuplicates();
        assertThat(ids(plan).stream().collect(Collectors.groupingBy(pattern::bucketOf, Collectors.counting())))
                .isEqualTo(Map.of("2024-01", 5L, "2024-02", 5L, "2024-03", 5L, "2024-04", 5L));
        assertThat(ids(plan).stream()
                        .filter(id -> pattern.bucketOf(id).equals("2024-01"))
                        .map(id -> Duration.between(JANUARY, BucketPattern.createdAt(id))
                                        .toHours()
                                * 5
                                / (31 * 24))
                        .distinct())
                .as("one in each fifth of the month")
                .hasSize(5);
        assertThat(reads).as("not the whole selection").isEqualTo(20);
        assertThat(ids(plan(range(20), Slice.Kind.EMIT)))
                .as("the same every time")
                .isEqualTo(ids(plan));
    }

    @Test
    void should_fill_a_sample_up_when_buckets_are_small_and_assets_stand_close() {
        for (int i = 0; i < 30; i++) {
            index.add("movie", "2024-01", JANUARY.plusMillis(i));
        }
        index.add("movie", "2024-02", Instant.parse("2024-02-03T00:00:00Z"));
        index.empty("movie", "2024-03");
        index.add("movie", "of-old", Instant.parse("1999-02-03T00:00:00Z"));

        assertThat(ids(plan(range(12), Slice.Kind.EMIT))).hasSize(12).doesNotHaveDuplicates();
        assertThat(ids(plan(range(1_000), Slice.Kind.EMIT))).hasSize(32).doesNotHaveDuplicates();
    }

    @Test
    void should_take_as_many_when_pages_end_early() {
        for (int i = 0; i < 30; i++) {
            index.add("movie", "2024-01", JANUARY.plus(Duration.ofDays(i)));
        }
        List<UUID> expected = ids(plan(range(12), Slice.Kind.EMIT));
        index.endsEarly = true;

        assertThat(ids(plan(range(12), Slice.Kind.EMIT))).hasSize(12).containsExactlyElementsOf(expected);
        assertThat(ids(plan(range(100), Slice.Kind.EMIT))).hasSize(30);
    }

    @Test
    void should_take_every_type_when_none_is_named() {
        index.add("movie", "2024-01", JANUARY);
        index.add("unmigrated", "2024-01", JANUARY);
        var every = new Selector.ByType(List.of(), JANUARY, JANUARY.plusSeconds(60), null);

        assertThat(plan(every, Slice.Kind.EMIT).slices())
                .extracting(Slice::assetType)
                .containsExactly("movie", "unmigrated");
        assertThat(plan(every, Slice.Kind.VERIFY).slices())
                .as("what has no target cannot be below it")
                .extracting(Slice::assetType)
                .containsExactly("movie");
    }
}
