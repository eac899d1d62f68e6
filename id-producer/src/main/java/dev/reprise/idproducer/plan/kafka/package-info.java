/** Reads dead letters from their topic. */
@NullMarked
package dev.reprise.idproducer.plan.kafka;

import org.jspecify.annotations.NullMarked;
