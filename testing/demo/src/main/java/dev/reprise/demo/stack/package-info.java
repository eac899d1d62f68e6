/** The local stack in the background. */
@NullMarked
package dev.reprise.demo.stack;

import org.jspecify.annotations.NullMarked;
