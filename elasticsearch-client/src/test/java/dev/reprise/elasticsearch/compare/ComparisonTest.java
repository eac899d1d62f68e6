package dev.reprise.elasticsearch.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.common.assets.AssetPartition;
import dev.reprise.common.assets.AssetRows;
import dev.reprise.common.assets.IdRange;
import dev.reprise.common.async.Cancellation;
import dev.reprise.common.async.Finished;
import dev.reprise.common.async.Repeated;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class ComparisonTest {

    private static final UUID A = UUID.fromString("5e738000-ab5d-11ee-8000-000000000001");
    private static final UUID B = UUID.fromString("5e738000-ab5d-11ee-8000-000000000002");
    private static final UUID C = UUID.fromString("5e738000-ab5d-11ee-8000-000000000003");
    private static final UUID D = UUID.fromString("5e738000-ab5d-11ee-8000-000000000004");

    private final Map<String, Map<UUID, Long>> rows =
            new HashMap<>(Map.of("movie", new TreeMap<>(), "poster", new TreeMap<>()));
    private final Map<String, Long> documents = new TreeMap<>();
    private final List<Runnable> live = new ArrayList<>();

    private final Cancellation cancellation = new Cancellation();

    private final AssetRows cassandra = new AssetRows() {
        @Override
        public CompletionStage<List<AssetPartition>> partitions(String assetType) {
            return CompletableFuture.completedFuture(List.of(new AssetPartition(assetType, "2024-01")));
        }

        /** Pages of one row each. */
        @Override
        public CompletionStage<Page> page(IdRange range) {
            var all = new ArrayList<>(ofType(range.partition().assetType()).keySet());
            int at = all.indexOf(range.below()) + 1;
            return CompletableFuture.completedFuture(
                    at == all.size()
                            ? new Page(Map.of(), null, true)
                            : new Page(
                                    Map.of(
                                            all.get(at),
                                            ofType(range.partition().assetType())
                                                    .get(all.get(at))),
                                    all.get(at),
                                    false));
        }

        @Override
        public CompletionStage<Map<UUID, Long>> writtenAt(String assetType, Collection<UUID> assetIds) {
            Map<UUID, Long> there = new HashMap<>(ofType(assetType));
            there.keySet().retainAll(assetIds);
            return CompletableFuture.completedFuture(there);
        }

        @Override
        public CompletionStage<Optional<UUID>> newest(IdRange range) {
            throw new AssertionError("nobody asks");
        }
    };

    private final Documents elasticsearch = new Documents() {
        @Override
        public CompletionStage<Void> forEachPage(Function<Map<String, Long>, CompletionStage<Void>> page) {
            return Repeated.forEach(
                            new TreeMap<>(documents).entrySet(),
                            one -> page.apply(Map.of(one.getKey(), one.getValue())))
                    .thenRun(() -> live.forEach(Runnable::run));
        }

        @Override
        public CompletionStage<Map<String, Long>> versions(Collection<String> ids) {
            Map<String, Long> there = new HashMap<>(documents);
            there.keySet().retainAll(ids);
            return CompletableFuture.completedFuture(there);
        }
    };

    private Map<UUID, Long> ofType(String type) {
        return rows.getOrDefault(type, Map.of());
    }

    private Comparison.Verdict compare() {
        return Finished.result(new Comparison(cassandra, elasticsearch, List.of("movie", "poster"), cancellation)
                .run()
                .toCompletableFuture());
    }

    @Test
    void should_find_what_is_missing_surplus_and_older_though_the_counts_are_equal() {
        ofType("movie").putAll(Map.of(A, 5L, B, 5L));
        ofType("poster").put(C, 5L);
        documents.putAll(Map.of(A.toString(), 4L, C.toString(), 5L, D.toString(), 9L));

        Comparison.Verdict verdict = compare();

        assertThat(verdict.rows()).isEqualTo(3);
        assertThat(verdict.documents()).isEqualTo(3);
        assertThat(verdict.differences())
                .containsExactlyInAnyOrder(
                        new Difference(Difference.Kind.OLDER, "movie", A.toString(), 5L, 4L),
                        new Difference(Difference.Kind.MISSING, "movie", B.toString(), 5L, null),
                        new Difference(Difference.Kind.SURPLUS, null, D.toString(), null, 9L));
        assertThat(verdict.differences().get(0).words()).endsWith("movie, row written at 5, document of version 4");
    }

    @Test
    void should_take_a_newer_document_for_right_and_a_foreign_id_for_surplus() {
        ofType("movie").put(A, 5L);
        documents.putAll(Map.of(A.toString(), 6L, "no-asset", 1L));

        assertThat(compare().differences())
                .containsExactly(new Difference(Difference.Kind.SURPLUS, null, "no-asset", null, 1L));
    }

    @Test
    void should_pass_over_what_live_writers_put_right_meanwhile() {
        ofType("movie").putAll(Map.of(A, 5L, B, 5L));
        documents.putAll(Map.of(A.toString(), 4L, D.toString(), 9L));
        live.add(() -> {
            documents.put(A.toString(), 5L);
            documents.put(B.toString(), 5L);
            ofType("movie").put(D, 9L);
        });

        assertThat(compare().differences()).isEmpty();
    }

    @Test
    void should_read_no_further_page_when_it_is_cancelled() {
        ofType("movie").put(A, 5L);
        cancellation.cancel();

        assertThatThrownBy(this::compare).hasRootCauseInstanceOf(CancellationException.class);
    }
}
