/** Elasticsearch is compared with Cassandra by id and version, asset by asset. */
@NullMarked
package dev.reprise.cli.compare;

import org.jspecify.annotations.NullMarked;
