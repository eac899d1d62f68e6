/** What a row of an asset looks like on its way to an analytics table. */
@NullMarked
package dev.reprise.common.export;

import org.jspecify.annotations.NullMarked;
