package dev.reprise.service.kafka;

import dev.reprise.common.records.Foreign;
import dev.reprise.common.records.ForeignRecords;
import dev.reprise.common.wire.ShortText;
import dev.reprise.service.metrics.Metric;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts foreign records for the operators, and logs the first of each kind in each topic: whoever fills a topic with them
 * must not fill the log as well.
 *
 * <p>Threading: safe for any number of threads. Bound: a name for each topic and kind.
 */
public final class ForeignRecordLog implements ForeignRecords {

    private static final Logger LOG = LoggerFactory.getLogger(ForeignRecordLog.class);

    private static final int REASON_CHARS_MAX = 300;

    private final MeterRegistry registry;
    private final Set<String> logged = ConcurrentHashMap.newKeySet();

    /** Creates the log; it counts into the metrics of the service. */
    public ForeignRecordLog(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public void passedOver(String topic, Foreign why, String reason) {
        Counter.builder(Metric.FOREIGN_RECORDS.meter())
                .description(Metric.FOREIGN_RECORDS.help())
                .tags("topic", topic, "kind", why.word())
                .register(registry)
                .increment();
        if (logged.add(topic + ' ' + why)) {
            LOG.warn(
                    "event=foreign-record topic={} kind={} action=\"passed over; more of this kind are only counted\" reason=\"{}\"",
                    topic,
                    why.word(),
                    ShortText.of(reason, REASON_CHARS_MAX).replaceAll("\\p{Cntrl}", "?"));
        }
    }
}
