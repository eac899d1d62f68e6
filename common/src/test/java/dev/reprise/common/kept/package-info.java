/** Says how much a running object keeps, for tests of what must not grow. */
@NullMarked
package dev.reprise.common.kept;

import org.jspecify.annotations.NullMarked;
