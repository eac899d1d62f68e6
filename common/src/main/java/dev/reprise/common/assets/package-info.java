/** Assets, and where they are found: rows, ids, buckets and ranges of ids. Their store is another module. */
@NullMarked
package dev.reprise.common.assets;

import org.jspecify.annotations.NullMarked;
