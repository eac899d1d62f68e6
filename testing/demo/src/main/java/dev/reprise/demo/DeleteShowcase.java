package dev.reprise.demo;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.reprise.common.job.Job;
import dev.reprise.common.request.Limits;
import dev.reprise.common.request.Mode;
import dev.reprise.common.request.ProcessorSpec;
import dev.reprise.common.request.Request;
import dev.reprise.common.request.Selector;
import dev.reprise.workload.livewriter.PayloadFactory;
import dev.reprise.workload.sample.SampleSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A licence has expired: every film of a catalogue is deleted, after a preview, while production still writes some of them. In
 * the midst of the job production takes the films off its programme. The rows tell all that the job has done.
 */
final class DeleteShowcase implements Showcase {

    private static final TextNode REASON = TextNode.valueOf("the licence of the catalogue has expired");

    private long count;

    @Override
    public String processor() {
        return "delete";
    }

    @Override
    public String job() {
        return "expired-licence";
    }

    private String preview() {
        return job() + "-preview";
    }

    @Override
    public Selector selector(DemoPlan plan) {
        SampleSpec catalogue = SampleSpec.ofAssets(plan.assets());
        return new Selector.ByType(List.of(DemoPlan.ASSET_TYPE), catalogue.from(), catalogue.to(), null);
    }

    @Override
    public void prepare(Stage stage) {
        Job preview = stage.jobs()
                .run(new Request.Submit(
                        preview(),
                        selector(stage.plan()),
                        new ProcessorSpec(processor(), Map.of("reason", REASON)),
                        Mode.PREVIEW,
                        Limits.NONE,
                        false,
                        "demo",
                        reason()));
        count = preview.counts().changed();
    }

    @Override
    public ProcessorSpec processorSpec() {
        ObjectNode confirm =
                JsonNodeFactory.instance.objectNode().put("preview", preview()).put("count", count);
        return new ProcessorSpec(processor(), Map.of("reason", REASON, "confirm", confirm));
    }

    @Override
    public String reason() {
        return REASON.textValue();
    }

    @Override
    public PayloadFactory newRelease() {
        return (assetType, before) -> assetType.equals(DemoPlan.ASSET_TYPE) ? Optional.empty() : Optional.of(before);
    }

    @Override
    public Words words() {
        return new Words(
                "be deleted",
                ", the expired ones among them",
                "production takes the expired films off its programme, and writes none of them any more",
                "deleted",
                "rows still there");
    }
}
