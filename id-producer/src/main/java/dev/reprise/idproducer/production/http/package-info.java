/** Signals that others give by HTTP. */
@NullMarked
package dev.reprise.idproducer.production.http;

import org.jspecify.annotations.NullMarked;
