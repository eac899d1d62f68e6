/** How far behind the workers are. */
@NullMarked
package dev.reprise.idproducer.emit.kafka;

import org.jspecify.annotations.NullMarked;
