package dev.reprise.deployment;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** A rule on objects that are applied together. It returns one line for each mistake, with the object it is in. */
interface ManifestRule extends Function<Manifests, List<String>> {

    /** Makes a rule that looks at one Deployment after the other. */
    static ManifestRule onDeployments(Function<Manifest, Stream<String>> problems) {
        return manifests -> manifests
                .deployments()
                .flatMap(deployment -> problems.apply(deployment).map(problem -> deployment + ": " + problem))
                .toList();
    }

    /** Returns the problem when there is one. */
    static Stream<String> when(boolean wrong, String problem) {
        return wrong ? Stream.of(problem) : Stream.empty();
    }
}
