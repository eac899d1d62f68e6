/** Child processes that end with their parent: started, signalled, and read from their log. */
@NullMarked
package dev.reprise.localstack.process;

import org.jspecify.annotations.NullMarked;
