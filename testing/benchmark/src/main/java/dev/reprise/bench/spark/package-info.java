/** The contestant that is a job of Apache Spark. Spark itself is in a process of its own, and on no class path here. */
@NullMarked
package dev.reprise.bench.spark;

import org.jspecify.annotations.NullMarked;
