package dev.reprise.assets.cassandra;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.cql.AsyncResultSet;
import com.datastax.oss.driver.api.core.cql.Row;
import dev.reprise.common.async.Finished;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What several statements need of the driver. */
final class Driver {

    private Driver() {}

    /** Quotes a configured name, so that case and reserved words do not matter. */
    static String quoted(String name) {
        return CqlIdentifier.fromInternal(name).asCql(false);
    }

    /** Returns a value that the schema says is never null. */
    static <T> T present(@Nullable T value, String column) {
        if (value == null) {
            throw new IllegalStateException("column " + column + " is null where a key column cannot be");
        }
        return value;
    }

    /** Collects all rows of a result, page by page, without blocking; the statement's own limit bounds them. */
    static <T> CompletionStage<List<T>> collect(AsyncResultSet first, Function<Row, T> mapping) {
        return collect(first, mapping, new ArrayList<>());
    }

    /** Returns the results of all stages in their order, or the first failure once all are over. */
    static <T> CompletionStage<List<T>> all(List<CompletableFuture<T>> stages) {
        return CompletableFuture.allOf(stages.toArray(CompletableFuture<?>[]::new))
                .thenApply(done -> stages.stream().map(Finished::result).toList());
    }

    private static <T> CompletionStage<List<T>> collect(AsyncResultSet page, Function<Row, T> mapping, List<T> into) {
        page.currentPage().forEach(row -> into.add(mapping.apply(row)));
        if (!page.hasMorePages()) {
            return CompletableFuture.completedFuture(into);
        }
        return page.fetchNextPage().thenCompose(next -> collect(next, mapping, into));
    }
}
