/** The configuration of id-producer. */
@NullMarked
package dev.reprise.idproducer.config;

import org.jspecify.annotations.NullMarked;
