/**
 * What a kind of work on assets is made of. A processor says what it needs of a request, what becomes of a row, and how that is
 * done; everything around it (selection, rates, fence, barrier, ledger, dead letters, previews, verification) is the services'.
 */
@NullMarked
package dev.reprise.processor;

import org.jspecify.annotations.NullMarked;
