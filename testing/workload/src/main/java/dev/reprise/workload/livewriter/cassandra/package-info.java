/** Live operations as CQL, one class per statement; new rows are written by the statements of the sample. */
@NullMarked
package dev.reprise.workload.livewriter.cassandra;

import org.jspecify.annotations.NullMarked;
