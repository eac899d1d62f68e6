/** Counts results for the operators. */
@NullMarked
package dev.reprise.worker.report;

import org.jspecify.annotations.NullMarked;
