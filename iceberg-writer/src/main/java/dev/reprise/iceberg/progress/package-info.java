/** How far a topic is read, and whether it can be read on from there. */
@NullMarked
package dev.reprise.iceberg.progress;

import org.jspecify.annotations.NullMarked;
