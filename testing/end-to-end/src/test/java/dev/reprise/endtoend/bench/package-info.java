/** What the benchmark does to real servers. */
@NullMarked
package dev.reprise.endtoend.bench;

import org.jspecify.annotations.NullMarked;
