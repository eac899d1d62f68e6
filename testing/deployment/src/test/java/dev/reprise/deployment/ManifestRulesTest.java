package dev.reprise.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules on what the overlays and the chart come to, and on manifests that break them. */
class ManifestRulesTest {

    static Stream<Arguments> rulesAndFiles() {
        return Stream.of("dev.yaml", "dev-with-migrations.yaml", "production.yaml", "helm.yaml")
                .flatMap(file -> Rules.all().keySet().stream().map(rule -> Arguments.of(rule, file)));
    }

    static Stream<BrokenManifest> broken() {
        return BrokenManifests.all().stream();
    }

    @ParameterizedTest(name = "{0} in {1}")
    @MethodSource("rulesAndFiles")
    void should_find_nothing_when_a_rendered_file_is_judged(String rule, String file) {
        // when / then
        assertThat(rule(rule).apply(Manifests.rendered(file))).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("broken")
    void should_object_when_a_manifest_is_broken(BrokenManifest broken) {
        // when
        List<String> problems = rule(broken.rule()).apply(broken.manifests());

        // then
        assertThat(problems).isNotEmpty().anyMatch(problem -> problem.contains(broken.problem()));
    }

    @Test
    void should_try_every_rule_by_a_broken_manifest() {
        // when / then
        assertThat(broken().map(BrokenManifest::rule)).containsAll(Rules.all().keySet());
    }

    @Test
    void should_know_every_setting_of_the_trigger_by_lag() {
        // given
        Manifests patch = Manifests.read(Manifests.DEPLOY.resolve("kustomize/components/keda-lag/lag-trigger.yaml"));

        // when / then
        assertThat(patch.all("ScaledObject")).hasSize(1);
        assertThat(ScalingRules.triggers(patch)).isEmpty();
    }

    @Test
    void should_know_every_key_in_the_compose_file() {
        // given
        Manifest compose = Manifests.read(Manifests.DEPLOY.resolve("compose.yaml"))
                .objects()
                .get(0);

        // when / then
        Stream.of("/x-service", "/services/id-producer", "/services/reprocess-worker", "/services/iceberg-writer")
                .forEach(service -> assertThat(ConfigurationRules.unknown(
                                service,
                                Manifest.texts(compose.at(service + "/environment")).keySet().stream()
                                        .filter(key -> !key.equals("<<"))))
                        .isEmpty());
    }

    private static ManifestRule rule(String name) {
        return Objects.requireNonNull(Rules.all().get(name), name);
    }
}
