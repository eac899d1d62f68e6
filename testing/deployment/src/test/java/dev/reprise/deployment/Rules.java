package dev.reprise.deployment;

import static dev.reprise.deployment.ManifestRule.onDeployments;

import java.util.LinkedHashMap;
import java.util.Map;

/** All rules by name. */
final class Rules {

    private static final Map<String, ManifestRule> ALL = new LinkedHashMap<>();

    static {
        ALL.put("versions", ShapeRules::versions);
        ALL.put("keys", ShapeRules::keys);
        ALL.put("required", ShapeRules::required);
        ALL.put("quantities", onDeployments(ShapeRules::quantities));
        ALL.put("duplicates", ShapeRules::duplicates);
        ALL.put("selector", onDeployments(PodRules::selector));
        ALL.put("rollout", onDeployments(PodRules::rollout));
        ALL.put("mounts", onDeployments(PodRules::mounts));
        ALL.put("temporary folder", onDeployments(PodRules::temporaryFolder));
        ALL.put("probes", onDeployments(PodRules::probes));
        ALL.put("ports of probes", onDeployments(PodRules::portsOfProbes));
        ALL.put("resources", onDeployments(PodRules::resources));
        ALL.put("processors", onDeployments(PodRules::processors));
        ALL.put("security", onDeployments(PodRules::security));
        ALL.put("isolation", onDeployments(PodRules::isolation));
        ALL.put("grace", onDeployments(PodRules::grace));
        ALL.put("image", onDeployments(PodRules::image));
        ALL.put("spread", onDeployments(PodRules::spread));
        ALL.put("selectors", ReferenceRules::selectors);
        ALL.put("ports", ReferenceRules::ports);
        ALL.put("disruption", ReferenceRules::disruption);
        ALL.put("guards", ReferenceRules::guards);
        ALL.put("names", ReferenceRules::names);
        ALL.put("items", ReferenceRules::items);
        ALL.put("service names", ReferenceRules::serviceNames);
        ALL.put("configuration keys", ConfigurationRules::keys);
        ALL.put("hidden keys", ConfigurationRules::hidden);
        ALL.put("files", ConfigurationRules::files);
        ALL.put("topics", KafkaRules::topics);
        ALL.put("access", KafkaRules::access);
        ALL.put("creation of topics", KafkaRules::creation);
        ALL.put("triggers", ScalingRules::triggers);
        ALL.put("bounds of scaling", ScalingRules::bounds);
        ALL.put("target of scaling", ScalingRules::target);
    }

    private Rules() {}

    static Map<String, ManifestRule> all() {
        return ALL;
    }
}
