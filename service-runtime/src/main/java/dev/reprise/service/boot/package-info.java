/** Starting, waiting, health and stopping: the edge to Quarkus. */
@NullMarked
package dev.reprise.service.boot;

import org.jspecify.annotations.NullMarked;
