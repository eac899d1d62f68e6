package dev.reprise.trigger;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.NameBasedGenerator;
import dev.reprise.processor.Message;
import dev.reprise.processor.Work;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * The message about one asset: a CloudEvent 1.0 in the binary mode of Kafka, whose headers are the attributes and whose value
 * is the data. Nothing in it changes when the event is processed again, neither in a replay nor in a later round.
 *
 * <p>Threading: stateless; safe for any number of threads.
 *
 * @see <a href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/kafka-protocol-binding.md">Kafka
 *     Protocol Binding for CloudEvents</a>
 */
final class AssetMessage {

    static final String TYPE = "dev.reprise.asset.triggered";

    private static final NameBasedGenerator IDS = Generators.nameBasedGenerator(NameBasedGenerator.NAMESPACE_URL);

    private AssetMessage() {}

    /** Makes the message. */
    static Message of(String topic, Work work, UUID assetId) {
        // Neither an id of a job nor a UUID has a slash.
        String source = "/reprise/jobs/" + work.job();
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("ce_specversion", "1.0");
        headers.put(
                "ce_id",
                IDS.generate(source + "/" + assetId + "/" + work.assetType()).toString());
        headers.put("ce_source", source);
        headers.put("ce_type", TYPE);
        headers.put("ce_subject", assetId.toString());
        headers.put("ce_time", work.startedAt().toString());
        headers.put("content-type", "application/json");
        return new Message(topic, assetId.toString(), data(work, assetId).toString(), headers);
    }

    private static ObjectNode data(Work work, UUID assetId) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("job", work.job())
                .put("assetType", work.assetType())
                .put("assetId", assetId.toString());
    }
}
