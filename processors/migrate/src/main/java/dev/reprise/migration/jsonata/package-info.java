/**
 * Mappings in JSONata.
 *
 * <p>The library (0.9.10) is used with care in three places. A compiled expression may be used by many threads only with
 * a frame of variables made for each evaluation, since otherwise the input itself is a shared variable. Its own
 * time limit is not used: it goes by the clock, and it miscounts depth in array and object constructors; evaluations are
 * counted instead. Functions that read the clock, random numbers or the machine's locale are refused or replaced.
 */
@NullMarked
package dev.reprise.migration.jsonata;

import org.jspecify.annotations.NullMarked;
