/** The names of all metrics, and those that both services have. */
@NullMarked
package dev.reprise.service.metrics;

import org.jspecify.annotations.NullMarked;
