package dev.reprise.worker.topology;

import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;

import dev.reprise.common.topic.Topics;
import dev.reprise.service.kafka.RequiredRights;
import java.util.Map;
import java.util.Set;

/**
 * What the worker must be allowed to do in Kafka. Beside this it must create the topics that Kafka Streams keeps, where no
 * administrator does, and write to the topics of users that a processor sends to.
 *
 * <p>Threading: stateless.
 */
public final class WorkerRights {

    private WorkerRights() {}

    /** Returns the rights on the topics and groups of a deployment. */
    public static RequiredRights of(Topics topics) {
        String application = topics.workerGroup();
        return new RequiredRights(
                Map.of(
                        topics.jobs(),
                        Set.of(READ),
                        topics.events(),
                        Set.of(READ),
                        topics.progress(),
                        Set.of(WRITE),
                        topics.outcomes(),
                        Set.of(WRITE),
                        topics.previews(),
                        Set.of(WRITE),
                        topics.deadLetters(),
                        Set.of(WRITE),
                        application + "-" + Names.TOTALS + "-changelog",
                        Set.of(READ, WRITE)),
                Map.of(application, Set.of(READ)),
                application);
    }
}
