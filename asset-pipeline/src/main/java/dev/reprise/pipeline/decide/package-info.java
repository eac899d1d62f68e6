/** Pure decisions about rows run on threads of their own, each with a deadline. */
@NullMarked
package dev.reprise.pipeline.decide;

import org.jspecify.annotations.NullMarked;
