/** A deployment of Reprise as its clients see it, by its topics alone: jobs, progress, dead letters and lag. */
@NullMarked
package dev.reprise.topics;

import org.jspecify.annotations.NullMarked;
