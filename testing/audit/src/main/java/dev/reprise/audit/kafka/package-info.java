/**
 * The audit's look at the topics. It reads them by the one reader of {@code dev.reprise.topics.kafka}, and the bytes of records
 * by those of {@code dev.reprise.common.records}: both only tell what stands in a topic, and judge nothing.
 *
 * <p>Three things stay the audit's own on purpose, so that a mistake of the services cannot hide itself here. Which records
 * there must be: {@link dev.reprise.audit.kafka.KafkaTopicReader} reads to the end of the log, behind transactions that are
 * open, where clients stop. What the headers of a dead letter must say: {@link dev.reprise.audit.DeadLetter} gets them as
 * they are and judges them itself. And every sum: the audit adds up {@code reprocess-progress} itself.
 */
@NullMarked
package dev.reprise.audit.kafka;

import org.jspecify.annotations.NullMarked;
