package dev.reprise.idproducer.plan;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.reprise.common.request.ProcessorSpec;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * A processor as a job runs it from beginning to end.
 *
 * @param spec the processor with all parameters resolved
 * @param checksums what decides the outcome, by name
 * @param targets version that each asset type is brought to; a type that is not in it is left as it is
 */
public record ResolvedProcessor(ProcessorSpec spec, Map<String, String> checksums, Map<String, Integer> targets) {

    public ResolvedProcessor {
        Objects.requireNonNull(spec, "spec");
        checksums = Map.copyOf(checksums);
        targets = Map.copyOf(targets);
    }

    /** Makes a processor that brings types to versions; the versions become the parameter {@code targets}. */
    public static ResolvedProcessor of(
            ProcessorSpec requested, Map<String, String> checksums, Map<String, Integer> targets) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        new TreeMap<>(targets).forEach(node::put);
        return new ResolvedProcessor(requested.with("targets", node), checksums, targets);
    }
}
