/** The parts of the documents that are generated from settings and topics, and the test that they are current. */
@NullMarked
package dev.reprise.endtoend.config;

import org.jspecify.annotations.NullMarked;
