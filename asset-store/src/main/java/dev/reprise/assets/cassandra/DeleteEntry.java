package dev.reprise.assets.cassandra;

import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import dev.reprise.assets.StatementKind;
import dev.reprise.common.assets.IndexEntry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

/** The end of an entry of a table beside the assets, at the write time at which it was written: at one time an end wins. */
final class DeleteEntry {

    private final List<String> key;
    private final PreparedStatement statement;

    private DeleteEntry(List<String> key, PreparedStatement statement) {
        this.key = List.copyOf(key);
        this.statement = statement;
    }

    /**
     * Prepares the statement.
     *
     * @param table qualified and quoted
     * @param key columns of its primary key
     */
    static CompletionStage<DeleteEntry> prepare(StatementContext context, String table, List<String> key) {
        String condition = key.stream()
                .map(name -> Driver.quoted(name) + " = :" + Driver.quoted(name))
                .collect(Collectors.joining(" AND "));
        return context.prepareAsync(
                        StatementKind.WRITE_ENTRIES,
                        "DELETE FROM " + table + " USING TIMESTAMP :written WHERE " + condition)
                .thenApply(statement -> new DeleteEntry(key, statement));
    }

    BoundStatement bind(IndexEntry entry) {
        Map<String, Object> values = new HashMap<>(entry.columns());
        values.keySet().retainAll(key);
        return WriteEntry.values(statement.boundStatementBuilder().setLong("written", entry.writtenAtMicros()), values)
                .build();
    }
}
