package dev.reprise.service.metrics;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.config.MeterFilter;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Takes the UUID out of the labels of Kafka's metrics. Kafka Streams makes one at each start and puts it into the names of
 * its clients and threads, so every restart would begin new series for ever. A process has one stream, so the names stay
 * different from each other without it.
 *
 * <p>Threading: safe for any number of threads.
 */
public final class ShortClientIds implements MeterFilter {

    private static final String KAFKA = "kafka.";

    private static final Pattern UUID =
            Pattern.compile("-?[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    @Override
    public Meter.Id map(Meter.Id id) {
        if (!id.getName().startsWith(KAFKA)) {
            return id;
        }
        List<Tag> tags = id.getTags();
        return tags.stream().noneMatch(tag -> UUID.matcher(tag.getValue()).find())
                ? id
                : id.replaceTags(tags.stream().map(ShortClientIds::shortened).toList());
    }

    private static Tag shortened(Tag tag) {
        String value = UUID.matcher(tag.getValue()).replaceAll("");
        return Tag.of(tag.getKey(), value.isEmpty() ? "-" : value);
    }
}
