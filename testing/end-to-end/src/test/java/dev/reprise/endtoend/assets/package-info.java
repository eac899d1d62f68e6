/** The stores of both layouts on a real Cassandra. */
@NullMarked
package dev.reprise.endtoend.assets;

import org.jspecify.annotations.NullMarked;
