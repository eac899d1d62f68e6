package dev.reprise.idproducer.emit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reprise.assets.BucketLookup;
import dev.reprise.assets.BucketPattern;
import dev.reprise.common.assets.LocatedId;
import dev.reprise.idproducer.query.QueryPages;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A query finds ids alone; where each row is, the tables say. */
class QueriedPagesTest {

    private static final int IDS = 25;

    private final FakeIndex index = new FakeIndex();

    /** Ids 0 to n-1; a cursor is the number of the last. */
    private static CompletableFuture<QueryPages.Page> found(@Nullable String cursor, int limit) {
        int from = cursor == null ? 0 : Integer.parseInt(cursor) + 1;
        int to = Math.min(IDS, from + limit);
        List<UUID> ids = IntStream.range(from, to).mapToObj(FakeIndex::id).toList();
        String last = ids.isEmpty() ? null : Integer.toString(to - 1);
        return CompletableFuture.completedFuture(new QueryPages.Page(ids, last, to == IDS));
    }

    @Test
    void should_find_each_row_where_it_is_when_buckets_are_looked_up() throws Exception {
        List<LocatedId> expected = new ArrayList<>();
        for (int i = 0; i < IDS; i++) {
            boolean isGone = i == 7;
            // What is nowhere is said to be where its id would put it.
            var id = new LocatedId(isGone ? "1582-10" : "of-old#" + i % 3, FakeIndex.id(i));
            expected.add(id);
            if (!isGone) {
                index.versions.put(id.assetId(), 1);
                index.buckets.put(id.assetId(), id.bucket());
            }
        }
        var lookup = new BucketLookup(index, BucketPattern.of("yyyy-MM"));
        var pages = new QueriedPages(QueriedPagesTest::found, "movie", lookup);

        List<LocatedId> paged = new ArrayList<>();
        IdPage page = page(pages, null);
        while (!page.exhausted()) {
            page.entries().forEach(entry -> paged.add(entry.located()));
            page = page(pages, page.last());
        }
        page.entries().forEach(entry -> paged.add(entry.located()));

        assertThat(paged).containsExactlyElementsOf(expected);
        assertThat(page.last()).isEqualTo("24");
    }

    private static IdPage page(QueriedPages pages, @Nullable String cursor)
            throws InterruptedException, ExecutionException, TimeoutException {
        return pages.after(cursor, 10).toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
}
