/** The state of a job as everybody may read it from {@code reprocess-jobs}, and the slices it is cut into. */
@NullMarked
package dev.reprise.common.job;

import org.jspecify.annotations.NullMarked;
