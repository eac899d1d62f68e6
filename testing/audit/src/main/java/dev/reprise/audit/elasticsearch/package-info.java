/** Reads an index, past every service. */
@NullMarked
package dev.reprise.audit.elasticsearch;

import org.jspecify.annotations.NullMarked;
