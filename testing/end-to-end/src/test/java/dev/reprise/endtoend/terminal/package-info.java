/** The command line as a person sees it: in a real terminal. */
@NullMarked
package dev.reprise.endtoend.terminal;

import org.jspecify.annotations.NullMarked;
