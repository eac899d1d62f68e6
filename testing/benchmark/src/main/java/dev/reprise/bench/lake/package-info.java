/** What {@code export} is compared with: Parquet files in tables of Iceberg. */
@NullMarked
package dev.reprise.bench.lake;

import org.jspecify.annotations.NullMarked;
