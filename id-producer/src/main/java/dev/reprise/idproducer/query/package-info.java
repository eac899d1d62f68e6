/** Assets are found by queries: Elasticsearch says which, Cassandra says what is. */
@NullMarked
package dev.reprise.idproducer.query;

import org.jspecify.annotations.NullMarked;
