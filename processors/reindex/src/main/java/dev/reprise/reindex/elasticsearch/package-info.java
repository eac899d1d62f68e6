/** Documents go to Elasticsearch by bulk requests; the answer to each is judged. */
@NullMarked
package dev.reprise.reindex.elasticsearch;

import org.jspecify.annotations.NullMarked;
