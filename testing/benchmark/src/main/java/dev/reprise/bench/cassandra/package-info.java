/** The rows of the benchmark, and what contestants do with them by the driver alone. */
@NullMarked
package dev.reprise.bench.cassandra;

import org.jspecify.annotations.NullMarked;
