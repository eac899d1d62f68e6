package dev.reprise.trigger;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reprise.common.assets.Asset;
import dev.reprise.common.event.Preview;
import dev.reprise.common.job.Pending;
import dev.reprise.common.job.Pinned;
import dev.reprise.common.request.ProcessorSpec;
import dev.reprise.common.request.Reasons;
import dev.reprise.common.topic.TopicSpec;
import dev.reprise.common.topic.Topics;
import dev.reprise.processor.Applied;
import dev.reprise.processor.AssetProcessor;
import dev.reprise.processor.AssetTypes;
import dev.reprise.processor.Circumstances;
import dev.reprise.processor.Decision;
import dev.reprise.processor.Message;
import dev.reprise.processor.Resolution;
import dev.reprise.processor.Sink;
import dev.reprise.processor.SinkContext;
import dev.reprise.processor.Step;
import dev.reprise.processor.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * The processor {@code trigger {topic}}: sends a CloudEvent for each asset that is there to a topic, exactly once for whoever
 * reads committed records.
 *
 * <p>Threading: immutable.
 */
final class TriggerProcessor implements AssetProcessor<Message> {

    static final String NAME = "trigger";

    private static final String TOPIC = "topic";

    /** Kafka's own rule. */
    private static final Pattern TOPIC_NAME = Pattern.compile("(?!\\.{1,2}$)[a-zA-Z0-9._-]{1,249}");

    private final Topics ours;
    private final Set<String> allowed;

    /**
     * Creates the processor.
     *
     * @param ours topics of the services, to which no job may send
     * @param allowed topics that a job may send to; empty for all others
     */
    TriggerProcessor(Topics ours, Set<String> allowed) {
        this.ours = ours;
        this.allowed = Set.copyOf(allowed);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Resolution resolve(ProcessorSpec requested, AssetTypes types, Circumstances known) {
        List<String> problems = new ArrayList<>(requested.unknownParameters(TOPIC));
        JsonNode topic = requested.parameters().get(TOPIC);
        if (topic == null) {
            problems.add("'processor.topic' is missing; it is the name of a topic");
        } else if (!topic.isTextual() || !TOPIC_NAME.matcher(topic.textValue()).matches()) {
            problems.add("'processor.topic' must be the name of a topic, 1 to 249 of a-z A-Z 0-9 . _ -, not "
                    + Reasons.quoted(topic.toString()));
        } else if (isOurs(topic.textValue())) {
            problems.add("'processor.topic' must not be a topic of Reprise itself, which " + topic.textValue() + " is");
        } else if (!allowed.isEmpty() && !allowed.contains(topic.textValue())) {
            problems.add("'processor.topic' must be one that this deployment sends to ("
                    + String.join(", ", new TreeSet<>(allowed)) + "), not " + topic.textValue());
        }
        Map<String, Pending> pending = Map.of(Pinned.EVERY_TYPE, new Pending.Nothing());
        return problems.isEmpty()
                ? new Resolution.Accepted(new Pinned(requested, Map.of(), pending))
                : new Resolution.Refused(problems);
    }

    private boolean isOurs(String topic) {
        // Kafka Streams calls its internal topics after the group.
        return topic.equals(ours.export())
                || ours.all(1).stream().map(TopicSpec::name).anyMatch(topic::equals)
                || topic.startsWith(ours.idProducerGroup() + "-")
                || topic.startsWith(ours.workerGroup() + "-");
    }

    @Override
    public String subject(Pinned pinned, String assetType) {
        return assetType + " to topic " + topic(pinned);
    }

    @Override
    public boolean waitsForSettledRows() {
        return false;
    }

    @Override
    public Decision<Message> decide(Work work, Asset row, Consumer<Step> at) {
        return new Decision.Apply<>(AssetMessage.of(topic(work.pinned()), work, row.assetId()));
    }

    @Override
    public Preview.Change describe(Asset row, Message message) {
        int version = row.schemaVersion() == null ? 0 : row.schemaVersion();
        int bytes = row.payload() == null ? 0 : row.payload().remaining();
        JsonNodeFactory json = JsonNodeFactory.instance;
        ObjectNode sent = json.objectNode();
        message.headers().forEach(sent::put);
        return new Preview.Change(
                version,
                version,
                bytes,
                bytes,
                json.arrayNode(),
                json.objectNode(),
                sent,
                "the row stays as it is; the message of these headers is sent to the topic " + message.topic());
    }

    @Override
    public Sink<Message> sink(SinkContext context) {
        return (partition, messages, readAtNanos, cancellation) -> {
            String topic = messages.get(0).topic();
            return context.canSendTo(topic).thenApply(can -> messages.stream()
                    .map(message -> can ? new Applied.Sent(message) : missing(topic))
                    .toList());
        };
    }

    private static Applied missing(String topic) {
        return new Applied.Refused(
                "finds no topic '" + topic + "' that it may write to; create it or allow it, then resume the job");
    }

    private static String topic(Pinned pinned) {
        return Objects.requireNonNull(pinned.processor().parameters().get(TOPIC))
                .textValue();
    }
}
