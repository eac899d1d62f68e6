/** The life of a job: states, ledger, rounds, and the coordinator that owns them. */
@NullMarked
package dev.reprise.idproducer.jobs;

import org.jspecify.annotations.NullMarked;
