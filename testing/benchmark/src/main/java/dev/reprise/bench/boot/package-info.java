/** Puts the benchmark together, and runs it on servers and services of its own. */
@NullMarked
package dev.reprise.bench.boot;

import org.jspecify.annotations.NullMarked;
