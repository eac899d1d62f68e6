package dev.reprise.iceberg.table;

import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.data.Record;

/**
 * What the rows of a kind of table look like.
 *
 * <p>Threading: safe for any number of threads.
 */
interface RowForm {

    /** Returns the columns of a new table. */
    Schema columns();

    /** Returns the partitions of a new table. */
    PartitionSpec partitions();

    /**
     * Makes a row.
     *
     * @param columns of the table as it is; those that are not known stay empty
     * @param record as it was kept
     */
    Record row(Schema columns, byte[] record);
}
