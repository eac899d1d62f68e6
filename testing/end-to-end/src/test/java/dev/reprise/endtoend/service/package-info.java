/** Both services as they run, on the real servers. */
@NullMarked
package dev.reprise.endtoend.service;

import org.jspecify.annotations.NullMarked;
