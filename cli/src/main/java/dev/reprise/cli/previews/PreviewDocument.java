package dev.reprise.cli.previews;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reprise.common.event.Outcome;
import dev.reprise.common.event.Preview;
import dev.reprise.common.job.Job;
import dev.reprise.common.wire.Json;
import java.nio.charset.StandardCharsets;

/**
 * A report as JSON: {@code {"job", "totals": {"wouldChange", "unchanged", "gone", "wouldFail", "largestGrowth":
 * {"bytes", "assetId"}}, "failures": [{"count", "failure", "firstAssetId"}], "samples": [...]}}, the job as in {@code
 * reprocess-jobs} and the samples as in {@code reprocess-previews}.
 */
public final class PreviewDocument {

    private PreviewDocument() {}

    /** Prints the document in one line. */
    public static String of(Job job, PreviewReport report) {
        ObjectNode document = Json.mapper().createObjectNode();
        document.set("job", Json.mapper().valueToTree(job));
        ObjectNode totals = document.putObject("totals");
        totals.put("wouldChange", report.count(Outcome.CHANGED));
        totals.put("unchanged", report.count(Outcome.UNCHANGED));
        totals.put("gone", report.count(Outcome.GONE));
        totals.put("wouldFail", report.count(Outcome.FAILED));
        totals.putNull("largestGrowth");
        report.largest().ifPresent(largest -> totals.putObject("largestGrowth")
                .put("bytes", PreviewReport.growth(largest))
                .put("assetId", largest.assetId().toString()));
        ArrayNode failures = document.putArray("failures");
        report.groups().forEach(group -> failures.add(failure(group)));
        ArrayNode samples = document.putArray("samples");
        report.samples().forEach(sample -> samples.add(Json.mapper().<ObjectNode>valueToTree(sample)));
        return new String(Json.bytes(document), StandardCharsets.UTF_8);
    }

    private static ObjectNode failure(PreviewReport.Group group) {
        Preview first = group.first();
        ObjectNode failure = Json.mapper().createObjectNode();
        failure.put("count", group.count());
        failure.set("failure", Json.mapper().valueToTree(first.failure()));
        failure.put("firstAssetId", first.assetId().toString());
        return failure;
    }
}
