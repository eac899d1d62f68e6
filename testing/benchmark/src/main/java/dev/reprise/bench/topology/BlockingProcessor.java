package dev.reprise.bench.topology;

import dev.reprise.bench.RowWork;
import dev.reprise.bench.Workload;
import dev.reprise.common.event.AssetEvent;
import dev.reprise.common.event.AssetEventFormat;
import dev.reprise.common.event.Outcome;
import dev.reprise.common.event.OutcomeRecord;
import dev.reprise.common.wire.Json;
import java.util.function.Consumer;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Does everything about a record before it takes the next: the plain way to write a processor. */
final class BlockingProcessor implements Processor<byte[], byte[], byte[], byte[]> {

    private final Workload workload;
    private final RowWork work;
    private final Consumer<AssetEvent> done;
    private ProcessorContext<byte[], byte[]> context;

    BlockingProcessor(Workload workload, RowWork work, Consumer<AssetEvent> done) {
        this.workload = workload;
        this.work = work;
        this.done = done;
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> processorContext) {
        context = processorContext;
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        AssetEvent event = AssetEventFormat.read(record.value());
        work.process(workload, event);
        context.forward(record.withValue(Json.bytes(OutcomeRecord.of(event, 1, Outcome.CHANGED))));
        done.accept(event);
    }
}
