/** The audit's look at the tables. */
@NullMarked
package dev.reprise.audit.cassandra;

import org.jspecify.annotations.NullMarked;
