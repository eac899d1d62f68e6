/** Tests of the report. */
@NullMarked
package dev.reprise.bench.report;

import org.jspecify.annotations.NullMarked;
