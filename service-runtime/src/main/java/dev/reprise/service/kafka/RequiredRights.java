package dev.reprise.service.kafka;

import dev.reprise.common.topic.TopicSpec;
import dev.reprise.common.topic.Topics;
import dev.reprise.service.config.TopicCreation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.DescribeTransactionsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthorizationException;
import org.jspecify.annotations.Nullable;

/**
 * What a service must be allowed to do in Kafka. A client is told by Kafka what it may do with a topic or a group, so a right
 * that is missing is named before anything fails for the lack of it. Some lacks would never show: Kafka Streams keeps it to
 * itself when it may not delete what it has read.
 *
 * <p>Threading: immutable; nothing blocks.
 *
 * @param topics what must be allowed on each topic; a topic that is not there is passed over
 * @param groups what must be allowed on each group
 * @param application application id of the stream, which writes with transactional ids that begin with it; {@code null}
 *     for a service without a stream
 */
public record RequiredRights(
        Map<String, Set<AclOperation>> topics, Map<String, Set<AclOperation>> groups, @Nullable String application) {

    private static final int ANSWER_MILLIS_MAX = 10_000;

    /** A person reads the line; what is fixed first is followed by the rest. */
    private static final int NAMED_MAX = 6;

    public RequiredRights {
        topics = Map.copyOf(topics);
        groups = Map.copyOf(groups);
    }

    /**
     * Returns the topics that a service waits for: those that it uses, or all of a deployment where it creates what is
     * missing.
     */
    public List<TopicSpec> awaited(Topics deployment, TopicCreation creation) {
        return deployment.all(creation.partitions()).stream()
                .filter(topic -> creation.isAllowed() || topics.containsKey(topic.name()))
                .toList();
    }

    /**
     * Asks Kafka. What it does not answer counts as allowed: that it is away is told elsewhere, and not every Kafka can say
     * what a client may do.
     *
     * @return what is denied, in one sentence; empty when nothing is
     */
    CompletionStage<Optional<String>> denied(Admin admin) {
        List<CompletionStage<List<String>>> answers = new ArrayList<>();
        var ofTopics =
                new DescribeTopicsOptions().includeAuthorizedOperations(true).timeoutMs(ANSWER_MILLIS_MAX);
        var foundTopics = admin.describeTopics(topics.keySet(), ofTopics).topicNameValues();
        new TreeMap<>(topics)
                .forEach((name, wanted) -> answers.add(judged(
                        foundTopics.get(name), TopicDescription::authorizedOperations, wanted, "topic " + name)));
        var ofGroups = new DescribeConsumerGroupsOptions()
                .includeAuthorizedOperations(true)
                .timeoutMs(ANSWER_MILLIS_MAX);
        var foundGroups =
                admin.describeConsumerGroups(groups.keySet(), ofGroups).describedGroups();
        new TreeMap<>(groups)
                .forEach((name, wanted) -> answers.add(judged(
                        foundGroups.get(name),
                        ConsumerGroupDescription::authorizedOperations,
                        wanted,
                        "group " + name)));
        if (application != null) {
            answers.add(transactionalIds(admin));
        }
        return all(answers).thenApply(RequiredRights::words);
    }

    /** Kafka does not say what is allowed on a transactional id. But whoever may write with one may ask for its state. */
    private CompletionStage<List<String>> transactionalIds(Admin admin) {
        // Nobody has it. An answer that says so is an answer.
        String id = application + "-right";
        var options = new DescribeTransactionsOptions().timeoutMs(ANSWER_MILLIS_MAX);
        var state = admin.describeTransactions(List.of(id), options).description(id);
        return judged(
                state,
                known -> null,
                Set.of(AclOperation.WRITE),
                "transactional ids that begin with " + application + "-");
    }

    private static <T> CompletionStage<List<String>> judged(
            @Nullable KafkaFuture<T> answer,
            Function<T, @Nullable Set<AclOperation>> operations,
            Set<AclOperation> wanted,
            String what) {
        if (answer == null) {
            return CompletableFuture.completedStage(List.of());
        }
        return answer.toCompletionStage().handle((found, failure) -> {
            if (failure instanceof AuthorizationException) {
                return denials(wanted, Set.of(), what);
            }
            Set<AclOperation> allowed = failure == null ? operations.apply(found) : null;
            return allowed == null ? List.of() : denials(wanted, allowed, what);
        });
    }

    private static List<String> denials(Set<AclOperation> wanted, Set<AclOperation> allowed, String what) {
        String missing = wanted.stream()
                .filter(operation -> !allowed.contains(operation))
                .map(AclOperation::name)
                .sorted()
                .collect(Collectors.joining(" and "));
        return missing.isEmpty() ? List.of() : List.of(missing + " on the " + what);
    }

    private static CompletionStage<List<String>> all(List<CompletionStage<List<String>>> answers) {
        CompletionStage<List<String>> together = CompletableFuture.completedStage(List.of());
        for (CompletionStage<List<String>> answer : answers) {
            together = together.thenCombine(answer, (first, second) -> Stream.of(first, second)
                    .flatMap(List::stream)
                    .toList());
        }
        return together;
    }

    static Optional<String> words(List<String> denials) {
        if (denials.isEmpty()) {
            return Optional.empty();
        }
        int more = denials.size() - NAMED_MAX;
        return Optional.of("Kafka denies "
                + denials.stream().limit(NAMED_MAX).collect(Collectors.joining(", "))
                + (more > 0 ? ", and " + more + " more" : ""));
    }
}
