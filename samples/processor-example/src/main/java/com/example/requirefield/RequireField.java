package com.example.requirefield;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.reprise.common.assets.Asset;
import dev.reprise.common.event.Failure;
import dev.reprise.common.event.Outcome;
import dev.reprise.common.event.Preview;
import dev.reprise.common.event.Stage;
import dev.reprise.common.job.Pending;
import dev.reprise.common.job.Pinned;
import dev.reprise.common.request.ProcessorSpec;
import dev.reprise.processor.AssetProcessor;
import dev.reprise.processor.AssetTypes;
import dev.reprise.processor.Circumstances;
import dev.reprise.processor.Decision;
import dev.reprise.processor.Resolution;
import dev.reprise.processor.Sink;
import dev.reprise.processor.SinkContext;
import dev.reprise.processor.Step;
import dev.reprise.processor.Work;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Finds assets whose payload lacks a field: {@code {"name": "require-field", "field": "title"}}. Each is a dead letter. */
final class RequireField implements AssetProcessor<Void> {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public String name() {
        return "require-field";
    }

    @Override
    public Resolution resolve(ProcessorSpec requested, AssetTypes types, Circumstances known) {
        JsonNode field = requested.parameters().get("field");
        return field != null && field.isTextual() && requested.parameters().size() == 1
                ? new Resolution.Accepted(
                        new Pinned(requested, Map.of(), Map.of(Pinned.EVERY_TYPE, new Pending.Nothing())))
                : new Resolution.Refused(List.of("'processor' of require-field has one parameter, the text 'field'"));
    }

    @Override
    public boolean waitsForSettledRows() {
        return false;
    }

    @Override
    public Decision<Void> decide(Work work, Asset row, Consumer<Step> at) {
        String field = work.pinned().processor().parameters().get("field").textValue();
        return has(row, field)
                ? new Decision.Settled<>(Outcome.UNCHANGED)
                : new Decision.Failed<>(
                        Failure.of(Stage.VALIDATE, "FieldMissing", "the payload has no field '" + field + "'"));
    }

    private static boolean has(Asset row, String field) {
        try {
            return row.payload() != null
                    && JSON.readTree(row.payload().array(), row.payload().arrayOffset() + row.payload().position(), row.payload().remaining())
                            .hasNonNull(field);
        } catch (IOException notJson) {
            return false;
        }
    }

    @Override
    public Preview.Change describe(Asset row, Void effect) {
        throw new UnsupportedOperationException("nothing is changed");
    }

    @Override
    public Sink<Void> sink(SinkContext context) {
        return (partition, effects, readAtNanos, cancellation) -> {
            throw new UnsupportedOperationException("nothing is changed");
        };
    }
}
