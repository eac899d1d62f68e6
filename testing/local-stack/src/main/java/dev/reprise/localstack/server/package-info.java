/** One server of the local stack, whichever it is: its life cycle, its settings file and where its program lies. */
@NullMarked
package dev.reprise.localstack.server;

import org.jspecify.annotations.NullMarked;
