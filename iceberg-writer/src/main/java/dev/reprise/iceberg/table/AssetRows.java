package dev.reprise.iceberg.table;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.reprise.common.export.ExportedRow;
import dev.reprise.common.export.ExportedRowFormat;
import dev.reprise.common.wire.Json;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.NestedField;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a table of assets: the columns that every asset has, the payload as the text that it is, and those properties of
 * the payload that the table has columns for. A property that is missing, or is not of the type of its column, is empty
 * there; nothing about a payload keeps its row out of the table.
 *
 * <p>Threading: one thread.
 */
final class AssetRows implements RowForm {

    private static final Schema COLUMNS = new Schema(
            NestedField.required("asset_id")
                    .withId(1)
                    .ofType(Types.StringType.get())
                    .build(),
            NestedField.required("asset_type")
                    .withId(2)
                    .ofType(Types.StringType.get())
                    .build(),
            NestedField.optional("schema_version")
                    .withId(3)
                    .ofType(Types.IntegerType.get())
                    .build(),
            NestedField.optional("created_at")
                    .withId(4)
                    .ofType(Types.TimestampType.withZone())
                    .build(),
            NestedField.optional("written_at")
                    .withId(5)
                    .ofType(Types.TimestampType.withZone())
                    .build(),
            NestedField.required("job").withId(6).ofType(Types.StringType.get()).build(),
            NestedField.optional("payload")
                    .withId(7)
                    .ofType(Types.StringType.get())
                    .build());

    private @Nullable Schema known;
    private List<NestedField> properties = List.of();

    @Override
    public Schema columns() {
        return COLUMNS;
    }

    @Override
    public PartitionSpec partitions() {
        return PartitionSpec.builderFor(COLUMNS)
                .identity("asset_type")
                .month("created_at")
                .build();
    }

    @Override
    public Record row(Schema columns, byte[] record) {
        ExportedRow row = ExportedRowFormat.read(record);
        Record made = GenericRecord.create(columns);
        made.setField("asset_id", row.assetId().toString());
        made.setField("asset_type", row.assetType());
        made.setField("schema_version", row.schemaVersion());
        made.setField("created_at", time(row.createdAt()));
        made.setField("written_at", time(row.writtenAt()));
        made.setField("job", row.job());
        made.setField("payload", row.payload());
        List<NestedField> wanted = properties(columns);
        if (!wanted.isEmpty() && row.payload() != null) {
            JsonNode payload = parsed(row.payload());
            wanted.forEach(field -> made.setField(field.name(), value(payload.path(field.name()), field.type())));
        }
        return made;
    }

    private List<NestedField> properties(Schema columns) {
        if (known != columns) {
            properties = columns.columns().stream()
                    .filter(field -> COLUMNS.findField(field.name()) == null)
                    .toList();
            known = columns;
        }
        return properties;
    }

    private static JsonNode parsed(String payload) {
        try {
            return Json.mapper().readTree(payload);
        } catch (JsonProcessingException | NumberFormatException e) {
            // It is in the table as the text that it is.
            return MissingNode.getInstance();
        }
    }

    /** Returns the value as Iceberg takes it; {@code null} for one of another type. */
    private static @Nullable Object value(JsonNode node, Type type) {
        return switch (type.typeId()) {
            case STRING -> node.textValue();
            case LONG -> node.isIntegralNumber() && node.canConvertToLong() ? (Long) node.longValue() : null;
            case DOUBLE -> node.isNumber() ? (Double) node.doubleValue() : null;
            case BOOLEAN -> node.isBoolean() ? (Boolean) node.booleanValue() : null;
            default -> null;
        };
    }

    private static @Nullable OffsetDateTime time(Optional<Instant> instant) {
        return instant.map(at -> at.atOffset(ZoneOffset.UTC)).orElse(null);
    }
}
