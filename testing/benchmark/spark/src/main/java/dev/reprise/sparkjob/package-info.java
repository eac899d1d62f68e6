/** What the benchmark measures beside us: the same change as a job of Apache Spark, in a process of its own. */
@NullMarked
package dev.reprise.sparkjob;

import org.jspecify.annotations.NullMarked;
