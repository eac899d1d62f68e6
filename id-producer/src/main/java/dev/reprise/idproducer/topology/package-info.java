/** The stream of id-producer: the coordinator and the emitters as stream processors. */
@NullMarked
package dev.reprise.idproducer.topology;

import org.jspecify.annotations.NullMarked;
