/** Classes that break the rules, one package for each: the rules must find all that are marked. */
@NullMarked
package dev.reprise.endtoend.architecture.bad;

import org.jspecify.annotations.NullMarked;
