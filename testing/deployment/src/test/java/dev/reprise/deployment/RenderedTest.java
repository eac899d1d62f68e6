package dev.reprise.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What stands in {@code deploy/rendered} is made of the sources as they are. The tests need no kubectl and no helm for that;
 * {@code .ci/manifests}, which has them, renders again and compares.
 */
class RenderedTest {

    private static final Path LIST = Manifests.DEPLOY.resolve("rendered/sources.sha256");

    @Test
    void should_be_made_of_the_sources_as_they_are() throws Exception {
        // given
        Map<String, String> rendered = Files.readAllLines(LIST).stream()
                .map(line -> line.split(" {2}", 2))
                .collect(Collectors.toMap(parts -> parts[1], parts -> parts[0]));

        // when
        Map<String, String> sources = new TreeMap<>();
        for (String folder : new String[] {
            "deploy/kustomize", "deploy/helm", "deploy/bin/migrations", "samples/migrations", "samples/schemas"
        }) {
            digests(folder, sources);
        }

        // then
        assertThat(sources)
                .as("deploy/rendered is older than its sources: run deploy/bin/render, which needs kubectl and helm")
                .containsExactlyInAnyOrderEntriesOf(rendered);
    }

    private static void digests(String folder, Map<String, String> digests)
            throws IOException, NoSuchAlgorithmException {
        try (Stream<Path> files = Files.walk(Manifests.ROOT.resolve(folder))) {
            // A link of the chart leads to a file that is listed itself.
            for (Path file : files.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .toList()) {
                byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
                digests.put(
                        Manifests.ROOT.relativize(file).toString().replace('\\', '/'),
                        HexFormat.of().formatHex(digest));
            }
        }
    }
}
