/** What processes have used, as the operating system and their own metrics tell. */
@NullMarked
package dev.reprise.bench.usage;

import org.jspecify.annotations.NullMarked;
