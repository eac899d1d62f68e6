/** Reads rows and commits them, from what the tables say was read before. */
@NullMarked
package dev.reprise.iceberg.session;

import org.jspecify.annotations.NullMarked;
