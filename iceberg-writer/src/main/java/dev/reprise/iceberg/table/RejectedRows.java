package dev.reprise.iceberg.table;

import java.time.Instant;
import java.time.ZoneOffset;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.types.Types;
import org.apache.iceberg.types.Types.NestedField;

/**
 * The rows of the writer's own table: records that belong into no other.
 *
 * <p>Threading: stateless.
 */
final class RejectedRows implements RowForm {

    private static final Schema COLUMNS = new Schema(
            NestedField.required("partition")
                    .withId(1)
                    .ofType(Types.IntegerType.get())
                    .build(),
            NestedField.required("offset")
                    .withId(2)
                    .ofType(Types.LongType.get())
                    .build(),
            NestedField.required("sent_at")
                    .withId(3)
                    .ofType(Types.TimestampType.withZone())
                    .build(),
            NestedField.required("reason")
                    .withId(4)
                    .ofType(Types.StringType.get())
                    .build(),
            NestedField.optional("key").withId(5).ofType(Types.StringType.get()).build(),
            NestedField.optional("value")
                    .withId(6)
                    .ofType(Types.StringType.get())
                    .build());

    @Override
    public Schema columns() {
        return COLUMNS;
    }

    @Override
    public PartitionSpec partitions() {
        return PartitionSpec.unpartitioned();
    }

    @Override
    public Record row(Schema columns, byte[] record) {
        RejectedRow row = RejectedRow.read(record);
        Record made = GenericRecord.create(columns);
        made.setField("partition", row.partition());
        made.setField("offset", row.offset());
        made.setField("sent_at", Instant.ofEpochMilli(row.timestampMillis()).atOffset(ZoneOffset.UTC));
        made.setField("reason", row.reason());
        made.setField("key", row.key());
        made.setField("value", row.value());
        return made;
    }
}
