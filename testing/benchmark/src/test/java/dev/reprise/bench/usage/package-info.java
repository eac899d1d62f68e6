/** Tests of what is read of processes. */
@NullMarked
package dev.reprise.bench.usage;

import org.jspecify.annotations.NullMarked;
