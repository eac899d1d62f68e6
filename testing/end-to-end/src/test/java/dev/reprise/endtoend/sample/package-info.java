/** The sample, the live writer and the audit on real servers. */
@NullMarked
package dev.reprise.endtoend.sample;

import org.jspecify.annotations.NullMarked;
