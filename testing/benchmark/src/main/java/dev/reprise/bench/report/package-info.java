/** What was measured, as JSON, as a table and as a picture. */
@NullMarked
package dev.reprise.bench.report;

import org.jspecify.annotations.NullMarked;
