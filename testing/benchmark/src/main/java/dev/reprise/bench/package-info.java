/** The benchmark: contestants that do the same work on the same rows, in turns. */
@NullMarked
package dev.reprise.bench;

import org.jspecify.annotations.NullMarked;
