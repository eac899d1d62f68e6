/** Metrics, alerts and the dashboard, compared with what the services really show. */
@NullMarked
package dev.reprise.endtoend.monitoring;

import org.jspecify.annotations.NullMarked;
