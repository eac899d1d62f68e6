package dev.reprise.fillindex;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.reprise.common.assets.Asset;
import dev.reprise.common.assets.IndexEntry;
import dev.reprise.common.assets.TableShape;
import dev.reprise.common.job.Pinned;
import dev.reprise.common.wire.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How an entry follows from an asset: for each column of the table where its value comes from. What the schema says of the
 * columns is pinned when the job is accepted.
 *
 * <p>Threading: immutable.
 *
 * @param table the table, with its keyspace
 * @param columns what each column gets
 * @param names columns of the assets
 */
record IndexPlan(String table, List<Column> columns, AssetColumns names) {

    static final String TABLE = "table";
    static final String COLUMNS = "columns";
    private static final String KEY = "key ";

    /**
     * What a column gets.
     *
     * @param name name of the column
     * @param source a JSON pointer into the payload, or the name of a column of the asset
     * @param type its type in CQL
     * @param isKey whether it is of the primary key
     */
    record Column(String name, String source, String type, boolean isKey) {
        boolean isPointer() {
            return source.startsWith("/");
        }
    }

    IndexPlan {
        columns = List.copyOf(columns);
    }

    /** Returns what is to be pinned: the table, and the type of each column. */
    static Map<String, String> pinned(TableShape table, Map<String, String> sources) {
        Map<String, String> pinned = new TreeMap<>();
        pinned.put(TABLE, table.name());
        table.columns().stream()
                .filter(column -> sources.containsKey(column.name()))
                .forEach(column -> pinned.put(
                        COLUMNS + "/" + column.name(),
                        (column.kind() == TableShape.Kind.KEY ? KEY : "") + column.type()));
        return pinned;
    }

    /** Makes the plan of a job. */
    static IndexPlan of(Pinned pinned, AssetColumns names) {
        List<Column> columns = new ArrayList<>();
        JsonNode given = Objects.requireNonNull(pinned.processor().parameters().get(COLUMNS));
        given.properties().forEach(field -> {
            String type = Objects.requireNonNull(pinned.checksums().get(COLUMNS + "/" + field.getKey()));
            boolean isKey = type.startsWith(KEY);
            columns.add(new Column(
                    field.getKey(), field.getValue().textValue(), isKey ? type.substring(KEY.length()) : type, isKey));
        });
        return new IndexPlan(Objects.requireNonNull(pinned.checksums().get(TABLE)), columns, names);
    }

    /**
     * Returns the entry of an asset at its write time; empty where the asset has no value for a column of the key, and so no
     * entry.
     *
     * @throws UnusableValueException if the asset has a value that cannot be stored
     */
    Optional<IndexEntry> entry(String assetType, String bucket, Asset row) throws UnusableValueException {
        ByteBuffer payload = row.payload();
        if (payload == null) {
            return Optional.empty();
        }
        JsonNode document = parsed(payload);
        Map<String, Object> values = new TreeMap<>();
        for (Column column : columns) {
            Object value =
                    column.isPointer() ? pointed(document, column) : ofAsset(column.source(), assetType, bucket, row);
            if (value == null && column.isKey()) {
                return Optional.empty();
            }
            if (value != null) {
                values.put(column.name(), value);
            }
        }
        int ttl = row.ttlSeconds() == null ? 0 : row.ttlSeconds();
        return Optional.of(new IndexEntry(
                row.assetId(), table, Collections.unmodifiableMap(values), row.writtenAtMicros(), ttl, false));
    }

    private static JsonNode parsed(ByteBuffer payload) throws UnusableValueException {
        byte[] bytes = new byte[payload.remaining()];
        payload.duplicate().get(bytes);
        try {
            return Json.parseStrict(bytes);
        } catch (IOException e) {
            throw new UnusableValueException("the payload is no JSON");
        }
    }

    private static @Nullable Object pointed(JsonNode document, Column column) throws UnusableValueException {
        JsonNode found = document.at(JsonPointer.compile(column.source()));
        return found.isMissingNode() || found.isNull()
                ? null
                : ColumnType.of(column.type()).orElseThrow().value(found, column.source(), column.isKey());
    }

    private @Nullable Object ofAsset(String column, String assetType, String bucket, Asset row) {
        if (column.equals(names.assetId())) {
            return row.assetId();
        }
        if (column.equals(names.assetType())) {
            return assetType;
        }
        return column.equals(names.bucket()) ? bucket : row.schemaVersion();
    }
}
