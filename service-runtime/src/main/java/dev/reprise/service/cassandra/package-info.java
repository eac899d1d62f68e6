/** Waiting for Cassandra and the asset tables. */
@NullMarked
package dev.reprise.service.cassandra;

import org.jspecify.annotations.NullMarked;
