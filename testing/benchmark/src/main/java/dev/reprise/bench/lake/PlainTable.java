package dev.reprise.bench.lake;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reprise.bench.PlainRow;
import dev.reprise.common.wire.Json;
import dev.reprise.workload.sample.TimeBasedId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.types.Types;

/** A table with the columns and partitions that {@code iceberg-writer} makes for these rows, written without its classes. */
final class PlainTable {

    /** The JSON Schema by which the service finds the columns of payloads. */
    static final String PAYLOAD_SCHEMA =
            """
            {"type": "object", "properties": {"title": {"type": "string"}, "revision": {"type": "integer"},
             "year": {"type": "integer"}, "rating": {"type": "number"}}}
            """;

    static final Schema COLUMNS = new Schema(
            Types.NestedField.required(1, "asset_id", Types.StringType.get()),
            Types.NestedField.required(2, "asset_type", Types.StringType.get()),
            Types.NestedField.optional(3, "schema_version", Types.IntegerType.get()),
            Types.NestedField.optional(4, "created_at", Types.TimestampType.withZone()),
            Types.NestedField.optional(5, "written_at", Types.TimestampType.withZone()),
            Types.NestedField.required(6, "job", Types.StringType.get()),
            Types.NestedField.optional(7, "payload", Types.StringType.get()),
            Types.NestedField.optional(8, "title", Types.StringType.get()),
            Types.NestedField.optional(9, "revision", Types.LongType.get()),
            Types.NestedField.optional(10, "year", Types.LongType.get()),
            Types.NestedField.optional(11, "rating", Types.DoubleType.get()));

    static final PartitionSpec PARTITIONS = PartitionSpec.builderFor(COLUMNS)
            .identity("asset_type")
            .month("created_at")
            .build();

    private PlainTable() {}

    static Record row(String assetType, PlainRow row, Schema columns) {
        byte[] payload = row.payloadBytes();
        JsonNode properties = Json.read(payload, JsonNode.class);
        Record made = GenericRecord.create(columns);
        made.setField("asset_id", row.assetId().toString());
        made.setField("asset_type", assetType);
        made.setField("schema_version", row.schemaVersion());
        made.setField("created_at", TimeBasedId.createdAt(row.assetId()).atOffset(ZoneOffset.UTC));
        made.setField(
                "written_at",
                Instant.EPOCH.plus(row.writtenAtMicros(), ChronoUnit.MICROS).atOffset(ZoneOffset.UTC));
        made.setField("job", "limit");
        made.setField("payload", new String(payload, StandardCharsets.UTF_8));
        made.setField("title", properties.path("title").textValue());
        made.setField("revision", properties.path("revision").longValue());
        made.setField("year", properties.path("year").longValue());
        made.setField("rating", properties.path("rating").doubleValue());
        return made;
    }
}
