package dev.reprise.idproducer.topology;

import dev.reprise.common.event.AssetEvent;
import dev.reprise.common.event.AssetEventFormat;
import dev.reprise.common.job.Slice;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends a dead letter to the task that holds the slices it came from, so that a verification can leave its asset out.
 *
 * <p>Threading: one stream thread.
 */
final class DeadLetterByPlace extends ContextualProcessor<byte[], byte[], String, byte[]> {

    private static final Logger LOG = LoggerFactory.getLogger(DeadLetterByPlace.class);

    @Override
    public void process(Record<byte[], byte[]> record) {
        try {
            AssetEvent event = AssetEventFormat.read(record.value());
            context()
                    .forward(record.withKey(place(event, record.headers()))
                            .withHeaders(new org.apache.kafka.common.header.internals.RecordHeaders()));
        } catch (IllegalArgumentException e) {
            // The dead letter of a record that never was an event of a job: no verification can meet it.
            LOG.warn("event=dead-letter-without-event reason=\"{}\"", e.getMessage());
        }
    }

    private static String place(AssetEvent event, Headers headers) {
        Header share = headers.lastHeader(AssetEvent.SHARE_HEADER);
        return share == null
                ? Slice.place(event.job(), event.assetType(), event.bucket())
                : Slice.placeOfShare(
                        event.job(),
                        event.assetType(),
                        Integer.parseInt(new String(share.value(), StandardCharsets.US_ASCII)));
    }
}
