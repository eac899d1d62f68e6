/** The servers together: chosen by options, started side by side, ended together. */
@NullMarked
package dev.reprise.localstack.stack;

import org.jspecify.annotations.NullMarked;
