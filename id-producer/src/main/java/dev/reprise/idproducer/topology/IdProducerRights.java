package dev.reprise.idproducer.topology;

import static org.apache.kafka.common.acl.AclOperation.DELETE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE;
import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;

import dev.reprise.common.topic.Topics;
import dev.reprise.service.kafka.RequiredRights;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.acl.AclOperation;

/**
 * What id-producer must be allowed to do in Kafka. Beside this it must create the topics that Kafka Streams keeps, where no
 * administrator does, and write to the topics of users that a processor of a synchronous job sends to.
 *
 * <p>Threading: stateless.
 */
public final class IdProducerRights {

    private static final Set<AclOperation> BOTH = Set.of(READ, WRITE);

    private IdProducerRights() {}

    /** Returns the rights on the topics and groups of a deployment. */
    public static RequiredRights of(Topics topics) {
        String application = topics.idProducerGroup();
        return new RequiredRights(
                Map.ofEntries(
                        Map.entry(topics.requests(), Set.of(READ)),
                        Map.entry(topics.rejections(), Set.of(WRITE)),
                        Map.entry(topics.commands(), BOTH),
                        Map.entry(topics.jobs(), BOTH),
                        Map.entry(topics.audit(), Set.of(WRITE)),
                        Map.entry(topics.slices(), BOTH),
                        Map.entry(topics.events(), Set.of(WRITE)),
                        Map.entry(topics.progress(), BOTH),
                        Map.entry(topics.deadLetters(), BOTH),
                        Map.entry(topics.outcomes(), Set.of(WRITE)),
                        Map.entry(topics.unmigrated(), Set.of(WRITE)),
                        Map.entry(application + "-" + Names.COORDINATOR_JOBS + "-changelog", BOTH),
                        // Kafka Streams deletes what it has read.
                        Map.entry(
                                application + "-" + Names.DEAD_LETTERS_BY_AFFINITY_KEY + "-repartition",
                                Set.of(READ, WRITE, DELETE))),
                Map.of(
                        application,
                        Set.of(READ),
                        topics.intakeGroup(),
                        Set.of(READ),
                        topics.workerGroup(),
                        Set.of(DESCRIBE)),
                application);
    }
}
