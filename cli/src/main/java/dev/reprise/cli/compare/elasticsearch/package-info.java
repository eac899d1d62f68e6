/** Documents are read for a comparison. */
@NullMarked
package dev.reprise.cli.compare.elasticsearch;

import org.jspecify.annotations.NullMarked;
