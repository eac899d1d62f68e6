package dev.reprise.iceberg.table;

import dev.reprise.common.export.ExportedRow;
import dev.reprise.common.export.ExportedRowFormat;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.NestedField;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a table of assets: the columns that every asset has, and the payload as the text that it is.
 *
 * <p>Threading: stateless.
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
        return made;
    }

    private static @Nullable OffsetDateTime time(Optional<Instant> instant) {
        return instant.map(at -> at.atOffset(ZoneOffset.UTC)).orElse(null);
    }
}
