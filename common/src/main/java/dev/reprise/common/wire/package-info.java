/** JSON as it stands on the topics. */
@NullMarked
package dev.reprise.common.wire;

import org.jspecify.annotations.NullMarked;
