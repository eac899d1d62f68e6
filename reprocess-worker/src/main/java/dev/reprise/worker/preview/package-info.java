/** What a job would do: rows are read and migrated, compared, and left as they are. */
@NullMarked
package dev.reprise.worker.preview;

import org.jspecify.annotations.NullMarked;
