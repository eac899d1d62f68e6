package dev.reprise.assets.cassandra;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.BoundStatementBuilder;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import dev.reprise.assets.StatementKind;
import dev.reprise.common.assets.IndexEntry;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

/** An entry of a table beside the assets, as a whole row, at the write time of its asset and with the rest of its life. */
final class WriteEntry {

    private final PreparedStatement statement;

    private WriteEntry(PreparedStatement statement) {
        this.statement = statement;
    }

    /**
     * Prepares the statement.
     *
     * @param table qualified and quoted
     */
    static CompletionStage<WriteEntry> prepare(StatementContext context, String table, Collection<String> columns) {
        String names = columns.stream().map(Driver::quoted).collect(Collectors.joining(", "));
        String markers = columns.stream().map(name -> ":" + Driver.quoted(name)).collect(Collectors.joining(", "));
        return context.prepareAsync(
                        StatementKind.WRITE_ENTRIES,
                        "INSERT INTO " + table + " (" + names + ") VALUES (" + markers
                                + ") USING TTL :ttl AND TIMESTAMP :written")
                .thenApply(WriteEntry::new);
    }

    BoundStatement bind(IndexEntry entry) {
        BoundStatementBuilder bound = statement
                .boundStatementBuilder()
                .setInt("ttl", entry.ttlSeconds())
                .setLong("written", entry.writtenAtMicros());
        return values(bound, entry.columns()).build();
    }

    static BoundStatementBuilder values(BoundStatementBuilder bound, Map<String, Object> columns) {
        BoundStatementBuilder all = bound;
        for (Map.Entry<String, Object> column : columns.entrySet()) {
            all = set(all, CqlIdentifier.fromInternal(column.getKey()), column.getValue());
        }
        return all;
    }

    /** The codec follows from the value and from the type of the column. */
    @SuppressWarnings("unchecked")
    private static <T> BoundStatementBuilder set(BoundStatementBuilder bound, CqlIdentifier name, T value) {
        return bound.set(name, value, (Class<T>) value.getClass());
    }
}
