/** Reads what was posted, and hands on what was accepted or refused. */
@NullMarked
package dev.reprise.idproducer.intake.kafka;

import org.jspecify.annotations.NullMarked;
