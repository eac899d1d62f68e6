/** The local stack on real servers, and the extension by which other tests share one. */
@NullMarked
package dev.reprise.endtoend.stack;

import org.jspecify.annotations.NullMarked;
