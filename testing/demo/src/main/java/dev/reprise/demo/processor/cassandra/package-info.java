/** Tables of a demo beside those of the assets. */
@NullMarked
package dev.reprise.demo.processor.cassandra;

import org.jspecify.annotations.NullMarked;
