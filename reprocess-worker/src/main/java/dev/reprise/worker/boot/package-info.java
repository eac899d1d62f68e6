/** Puts the worker together and runs it. */
@NullMarked
package dev.reprise.worker.boot;

import org.jspecify.annotations.NullMarked;
