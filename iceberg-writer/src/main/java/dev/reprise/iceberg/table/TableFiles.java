package dev.reprise.iceberg.table;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.PartitionKey;
import org.apache.iceberg.Table;
import org.apache.iceberg.TableProperties;
import org.apache.iceberg.data.InternalRecordWrapper;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.data.parquet.GenericParquetWriter;
import org.apache.iceberg.io.DataWriter;
import org.apache.iceberg.parquet.Parquet;
import org.jspecify.annotations.Nullable;

/**
 * Writes rows into Parquet files of a table, one file at a time, until a commit takes them over.
 *
 * <p>Threading: one thread. Bound: memory for one row group of {@link #ROW_GROUP_BYTES}.
 */
final class TableFiles implements AutoCloseable {

    /** Parquet keeps a row group in memory until it is complete. Readers read it as a whole, so it is no smaller. */
    private static final int ROW_GROUP_BYTES = 16 * 1024 * 1024;

    /** With the largest rows, of 1 MB, so many stay within the size of a row group. */
    private static final int CHECK_ROWS = 10;

    /** How often the size of the file, and whether the service is being stopped, is looked at. */
    private static final int LOOK_ROWS = 256;

    private final Table table;
    private final RowForm form;
    private final FileTerms terms;
    private final List<DataFile> finished = new ArrayList<>();
    private @Nullable DataWriter<Record> open;
    private @Nullable String openLocation;
    private long rows;

    /** Creates the writer of files. */
    TableFiles(Table table, RowForm form, FileTerms terms) {
        this.table = table;
        this.form = form;
        this.terms = terms;
    }

    /**
     * Writes a row of the same partition as the rows since {@link #endPartition()}.
     *
     * @throws StoppedException if the service is being stopped
     */
    void write(byte[] record) {
        Record row = form.row(table.schema(), record);
        DataWriter<Record> writer = open;
        if (writer == null) {
            writer = opened(row);
            open = writer;
        }
        writer.write(row);
        rows++;
        if (rows % LOOK_ROWS == 0) {
            if (terms.isStopping().getAsBoolean()) {
                throw new StoppedException();
            }
            if (writer.length() >= terms.bytesMax()) {
                endPartition();
            }
        }
    }

    /** Ends the open file: what follows goes into another one. */
    void endPartition() {
        DataWriter<Record> writer = open;
        if (writer != null) {
            try {
                writer.close();
            } catch (IOException e) {
                throw new UncheckedIOException("cannot finish a file of " + table.name(), e);
            }
            finished.add(writer.toDataFile());
            open = null;
        }
    }

    /** Returns the finished files. */
    List<DataFile> finished() {
        return List.copyOf(finished);
    }

    /** Takes note that a commit has taken the files over, or may have. */
    void takenOver() {
        finished.clear();
    }

    /** Deletes what no commit has taken over, as far as possible: what is left is an orphan, which harms no reader. */
    @Override
    public void close() {
        DataWriter<Record> writer = open;
        if (writer != null) {
            try {
                writer.close();
            } catch (IOException | RuntimeException e) {
                // It is deleted anyway.
                open = null;
            }
            if (openLocation != null) {
                table.io().deleteFile(openLocation);
            }
            open = null;
        }
        finished.forEach(file -> table.io().deleteFile(file.location()));
        finished.clear();
    }

    private DataWriter<Record> opened(Record first) {
        var key = new PartitionKey(table.spec(), table.schema());
        key.partition(new InternalRecordWrapper(table.schema().asStruct()).wrap(first));
        // No folder for each partition: a type may be longer than the name of a folder, and Iceberg needs none.
        String location = table.locationProvider().newDataLocation(terms.names().get() + ".parquet");
        openLocation = location;
        try {
            return Parquet.writeData(table.io().newOutputFile(location))
                    .schema(table.schema())
                    .withSpec(table.spec())
                    .withPartition(key)
                    .setAll(table.properties())
                    .set(TableProperties.PARQUET_ROW_GROUP_SIZE_BYTES, Integer.toString(ROW_GROUP_BYTES))
                    .set(TableProperties.PARQUET_ROW_GROUP_CHECK_MIN_RECORD_COUNT, Integer.toString(CHECK_ROWS))
                    .createWriterFunc(GenericParquetWriter::create)
                    .build();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot begin a file of " + table.name(), e);
        }
    }
}
