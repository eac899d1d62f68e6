/** The configuration of the worker. */
@NullMarked
package dev.reprise.worker.config;

import org.jspecify.annotations.NullMarked;
