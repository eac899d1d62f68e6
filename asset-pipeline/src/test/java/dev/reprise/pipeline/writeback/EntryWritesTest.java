package dev.reprise.pipeline.writeback;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.assets.IndexEntries;
import dev.reprise.common.assets.AssetPartition;
import dev.reprise.common.assets.IndexEntry;
import dev.reprise.common.assets.TableShape;
import dev.reprise.common.async.Cancellation;
import dev.reprise.processor.Applied;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class EntryWritesTest {

    private static final IndexEntry ENTRY =
            new IndexEntry(new UUID(1, 2), "assets.by_title", Map.of("title", "A"), 7, 0, false);

    private final Tables tables = new Tables();

    /** Tables of which a driver is told late. */
    private static final class Tables implements IndexEntries {
        private boolean isKnown;
        private boolean isThere;
        private int looks;
        private final List<IndexEntry> written = new ArrayList<>();

        @Override
        public Optional<TableShape> table(String name) {
            return Optional.empty();
        }

        @Override
        public Optional<String> problem(String table, Set<String> columns) {
            return isKnown ? Optional.empty() : Optional.of("there is no table " + table);
        }

        @Override
        public CompletionStage<Void> lookAgain() {
            looks++;
            isKnown = isThere;
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletionStage<Void> apply(IndexEntry entry) {
            written.add(entry);
            return CompletableFuture.completedFuture(null);
        }
    }

    private List<Applied> apply() {
        return new EntryWrites(tables)
                .apply(new AssetPartition("movie", "2024-01"), List.of(ENTRY), 0, new Cancellation())
                .toCompletableFuture()
                .join();
    }

    @Test
    void should_write_when_the_table_was_made_only_now() {
        // given
        tables.isThere = true;

        // when / then
        assertThat(apply()).containsExactly(Applied.CHANGED);
        assertThat(apply()).containsExactly(Applied.CHANGED);
        assertThat(tables.written).containsExactly(ENTRY, ENTRY);
        assertThat(tables.looks).isEqualTo(1);
    }

    @Test
    void should_pause_the_job_when_there_is_no_table() {
        // when / then
        assertThat(apply()).singleElement().isInstanceOfSatisfying(Applied.Refused.class, refused -> assertThat(
                        refused.reason())
                .contains("there is no table assets.by_title"));
        assertThat(tables.written).isEmpty();
    }
}
