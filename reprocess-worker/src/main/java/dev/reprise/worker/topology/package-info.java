/** The stream of the worker: events in, results out, in one transaction with their offsets. */
@NullMarked
package dev.reprise.worker.topology;

import org.jspecify.annotations.NullMarked;
