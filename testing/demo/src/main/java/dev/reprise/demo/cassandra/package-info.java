/** Tables of a demo beside those of the assets. */
@NullMarked
package dev.reprise.demo.cassandra;

import org.jspecify.annotations.NullMarked;
