package dev.reprise.iceberg.table;

/**
 * What a commit has added to a table.
 *
 * @param rows how many
 * @param files how many
 * @param bytes of these files
 */
public record Appended(long rows, long files, long bytes) {}
