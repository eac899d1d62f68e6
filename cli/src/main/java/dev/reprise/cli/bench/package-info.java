/** {@code reprise bench}: what is asked for; the benchmark itself is no part of the product and found at run time. */
@NullMarked
package dev.reprise.cli.bench;

import org.jspecify.annotations.NullMarked;
