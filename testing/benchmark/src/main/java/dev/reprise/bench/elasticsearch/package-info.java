/** What {@code reindex} is compared with. */
@NullMarked
package dev.reprise.bench.elasticsearch;

import org.jspecify.annotations.NullMarked;
