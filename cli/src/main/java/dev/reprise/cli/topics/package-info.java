/** Where commands find the topics of a deployment. */
@NullMarked
package dev.reprise.cli.topics;

import org.jspecify.annotations.NullMarked;
