/** What became of each event: totals, outcomes, dead letters. */
@NullMarked
package dev.reprise.worker.report;

import org.jspecify.annotations.NullMarked;
