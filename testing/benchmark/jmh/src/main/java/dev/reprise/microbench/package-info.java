/** Microbenchmarks of what runs once per event. */
@NullMarked
package dev.reprise.microbench;

import org.jspecify.annotations.NullMarked;
