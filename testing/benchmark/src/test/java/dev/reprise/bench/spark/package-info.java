/** The contestant spark, without a Spark. */
@NullMarked
package dev.reprise.bench.spark;

import org.jspecify.annotations.NullMarked;
