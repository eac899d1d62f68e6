/** How assets are processed, as it is configured. */
@NullMarked
package dev.reprise.pipeline.config;

import org.jspecify.annotations.NullMarked;
