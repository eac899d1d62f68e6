/** The built project that servers, services and samples are started from. */
@NullMarked
package dev.reprise.localstack.checkout;

import org.jspecify.annotations.NullMarked;
