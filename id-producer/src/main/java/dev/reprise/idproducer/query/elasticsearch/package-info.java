/** Queries of Elasticsearch, by its low-level client: a query goes there as it was posted, and so does the answer. */
@NullMarked
package dev.reprise.idproducer.query.elasticsearch;

import org.jspecify.annotations.NullMarked;
