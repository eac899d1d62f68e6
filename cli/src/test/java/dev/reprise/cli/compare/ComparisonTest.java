package dev.reprise.cli.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
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

    private final AssetRows cassandra = new AssetRows() {
        @Override
        public void forEachPage(String assetType, Consumer<Map<UUID, Long>> page) {
            // Pages of one row each.
            new TreeMap<>(ofType(assetType)).forEach((id, time) -> page.accept(Map.of(id, time)));
        }

        @Override
        public Map<UUID, Long> writtenAt(String assetType, Collection<UUID> assetIds) {
            Map<UUID, Long> there = new HashMap<>(ofType(assetType));
            there.keySet().retainAll(assetIds);
            return there;
        }
    };

    private final Documents elasticsearch = new Documents() {
        @Override
        public void forEachPage(Consumer<Map<String, Long>> page) {
            new TreeMap<>(documents).forEach((id, version) -> page.accept(Map.of(id, version)));
            live.forEach(Runnable::run);
        }

        @Override
        public Map<String, Long> versions(Collection<String> ids) {
            Map<String, Long> there = new HashMap<>(documents);
            there.keySet().retainAll(ids);
            return there;
        }
    };

    private Map<UUID, Long> ofType(String type) {
        return rows.getOrDefault(type, Map.of());
    }

    private Comparison.Verdict compare() {
        return new Comparison(cassandra, elasticsearch, List.of("movie", "poster")).run();
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
}
