@NullMarked
package dev.reprise.service.failure;

import org.jspecify.annotations.NullMarked;
