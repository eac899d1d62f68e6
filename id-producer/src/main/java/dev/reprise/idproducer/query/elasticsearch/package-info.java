/**
 * Queries of Elasticsearch, by its typed asynchronous client. A posted query goes there untouched, and what the server says of
 * it is what a user reads.
 */
@NullMarked
package dev.reprise.idproducer.query.elasticsearch;

import org.jspecify.annotations.NullMarked;
