/** What a worker knows of jobs, and why it cannot process one now. */
@NullMarked
package dev.reprise.worker.jobs;

import org.jspecify.annotations.NullMarked;
