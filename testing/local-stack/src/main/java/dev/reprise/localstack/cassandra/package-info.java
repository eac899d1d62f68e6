/** How a Cassandra node is started on this machine, and how to tell that it answers. */
@NullMarked
package dev.reprise.localstack.cassandra;

import org.jspecify.annotations.NullMarked;
