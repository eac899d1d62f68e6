/** The audit's look at the topics. */
@NullMarked
package dev.reprise.audit.kafka;

import org.jspecify.annotations.NullMarked;
