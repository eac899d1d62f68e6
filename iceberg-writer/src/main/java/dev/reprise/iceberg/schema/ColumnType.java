package dev.reprise.iceberg.schema;

/** What a column of a payload's property holds. */
public enum ColumnType {
    TEXT,
    WHOLE_NUMBER,
    NUMBER,
    TRUTH
}
