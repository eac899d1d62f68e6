/** A secured stack: its users and their rights, and the files that a client needs. */
@NullMarked
package dev.reprise.demo.secured;

import org.jspecify.annotations.NullMarked;
