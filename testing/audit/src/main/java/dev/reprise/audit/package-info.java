/**
 * The verdict on a job, reached without asking the services: what must stand in the tables is worked out from the
 * sample and from the logs of the live writers, and held against the tables and the topics.
 */
@NullMarked
package dev.reprise.audit;

import org.jspecify.annotations.NullMarked;
