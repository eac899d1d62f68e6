package dev.reprise.bench.lake;

import dev.reprise.bench.PlainRow;
import dev.reprise.common.assets.AssetPartition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.PartitionKey;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.data.InternalRecordWrapper;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.data.parquet.GenericParquetWriter;
import org.apache.iceberg.io.DataWriter;
import org.apache.iceberg.parquet.Parquet;

/**
 * A Parquet file for each bucket of rows: a bucket is a month, and so one partition of the table. A file is ended when so many others were
 * written to since.
 *
 * <p>Threading: one thread at a time. Memory: {@link #OPEN_MAX} row groups.
 */
final class OpenFiles {

    /** As large as those of the service. */
    private static final int ROW_GROUP_BYTES = 16 * 1024 * 1024;

    /** More than the buckets that are read at once. */
    private static final int OPEN_MAX = 5;

    private final List<DataFile> finished = new ArrayList<>();
    private final Map<AssetPartition, DataWriter<Record>> open = new LinkedHashMap<>(OPEN_MAX, 0.75f, true);

    private final Table table;

    OpenFiles(Table table) {
        this.table = table;
    }

    void write(AssetPartition partition, PlainRow row) {
        Record record = PlainTable.row(partition.assetType(), row, table.schema());
        open.computeIfAbsent(partition, unseen -> opened(unseen, record)).write(record);
        if (open.size() > OPEN_MAX) {
            AssetPartition eldest = open.keySet().iterator().next();
            finish(Objects.requireNonNull(open.remove(eldest)));
        }
    }

    /** Ends all files, and returns them. */
    List<DataFile> finish() {
        open.values().forEach(this::finish);
        return finished;
    }

    private void finish(DataWriter<Record> writer) {
        try {
            writer.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot finish a file of a baseline", e);
        }
        finished.add(writer.toDataFile());
    }

    private DataWriter<Record> opened(AssetPartition partition, Record first) {
        var key = new PartitionKey(table.spec(), table.schema());
        key.partition(new InternalRecordWrapper(table.schema().asStruct()).wrap(first));
        String name = partition.bucket() + "-" + finished.size() + "-" + open.size() + ".parquet";
        String location = table.locationProvider().newDataLocation(name);
        try {
            return Parquet.writeData(table.io().newOutputFile(location))
                    .schema(table.schema())
                    .withSpec(table.spec())
                    .withPartition(key)
                    .setAll(table.properties())
                    .set(TableProperties.PARQUET_ROW_GROUP_SIZE_BYTES, Integer.toString(ROW_GROUP_BYTES))
                    .createWriterFunc(GenericParquetWriter::create)
                    .build();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot begin a file of a baseline", e);
        }
    }
}
