/** Topics that processors of the demo write to. */
@NullMarked
package dev.reprise.demo.processor.kafka;

import org.jspecify.annotations.NullMarked;
