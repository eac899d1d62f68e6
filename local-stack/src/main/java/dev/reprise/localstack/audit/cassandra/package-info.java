/** The audit's look at the tables. */
@NullMarked
package dev.reprise.localstack.audit.cassandra;

import org.jspecify.annotations.NullMarked;
