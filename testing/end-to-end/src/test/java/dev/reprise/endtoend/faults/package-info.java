/**
 * The fault suite: seeded rounds in which both services are killed, suspended and cut off while a job runs beside live
 * writers, and what is left is held against a model. Mutation checks prove that the suite would notice.
 */
@NullMarked
package dev.reprise.endtoend.faults;

import org.jspecify.annotations.NullMarked;
