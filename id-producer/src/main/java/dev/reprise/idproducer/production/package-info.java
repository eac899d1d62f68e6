/** Measures how production fares, and says how fast a job may go beside it. */
@NullMarked
package dev.reprise.idproducer.production;

import org.jspecify.annotations.NullMarked;
