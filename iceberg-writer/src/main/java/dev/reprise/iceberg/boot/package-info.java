/** Puts the writer of analytics tables together. */
@NullMarked
package dev.reprise.iceberg.boot;

import org.jspecify.annotations.NullMarked;
