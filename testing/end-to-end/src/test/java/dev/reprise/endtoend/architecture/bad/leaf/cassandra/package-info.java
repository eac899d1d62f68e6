/** Breaks a rule. */
@NullMarked
package dev.reprise.endtoend.architecture.bad.leaf.cassandra;

import org.jspecify.annotations.NullMarked;
