/** Names, keys and settings of the topics. */
@NullMarked
package dev.reprise.common.topic;

import org.jspecify.annotations.NullMarked;
