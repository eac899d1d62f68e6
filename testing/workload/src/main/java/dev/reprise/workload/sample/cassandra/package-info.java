/** The sample's tables in Cassandra: made, and filled as fast as one node takes it. One class per CQL statement. */
@NullMarked
package dev.reprise.workload.sample.cassandra;

import org.jspecify.annotations.NullMarked;
