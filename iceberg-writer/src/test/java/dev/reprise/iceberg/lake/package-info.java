/** How tests read the tables. */
@NullMarked
package dev.reprise.iceberg.lake;

import org.jspecify.annotations.NullMarked;
