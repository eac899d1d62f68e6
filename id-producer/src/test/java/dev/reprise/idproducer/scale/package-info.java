/** The workers wanted, and a simulation of what scales by it. */
@NullMarked
package dev.reprise.idproducer.scale;

import org.jspecify.annotations.NullMarked;
