/** JSON as this module needs it: with line numbers, compared by value, with differences named by JSON pointer. */
@NullMarked
package dev.reprise.migration.json;

import org.jspecify.annotations.NullMarked;
