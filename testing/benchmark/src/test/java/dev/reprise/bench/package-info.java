/** What the contestants have in common. */
@NullMarked
package dev.reprise.bench;

import org.jspecify.annotations.NullMarked;
