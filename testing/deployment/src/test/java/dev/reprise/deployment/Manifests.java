package dev.reprise.deployment;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The objects that are applied together.
 *
 * @param objects in the order of the file
 */
record Manifests(List<Manifest> objects) {

    /** The folder of the project. */
    static final Path ROOT = Path.of("..", "..");

    static final Path DEPLOY = ROOT.resolve("deploy");

    /** Many tests read the same files. */
    private static final Map<String, Manifests> RENDERED = new ConcurrentHashMap<>();

    private static final YAMLMapper YAML = new YAMLMapper(YAMLFactory.builder()
            // A key that stands twice is a mistake that Kubernetes passes over.
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(YAMLParser.Feature.EMPTY_STRING_AS_NULL)
            .build());

    Manifests {
        objects = List.copyOf(objects);
    }

    /** Returns the objects of a file of {@code deploy/rendered}, which the caller may change. */
    static Manifests rendered(String name) {
        Manifests read = RENDERED.computeIfAbsent(
                name, file -> read(DEPLOY.resolve("rendered").resolve(file)));
        return new Manifests(read.objects().stream()
                .map(object -> new Manifest(object.tree().deepCopy()))
                .toList());
    }

    /** Reads a file of YAML with any number of objects. */
    static Manifests read(Path file) {
        try {
            return parse(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Manifests parse(String text) {
        try (MappingIterator<JsonNode> found = YAML.readerFor(JsonNode.class).readValues(text)) {
            return new Manifests(found.readAll().stream()
                    .filter(JsonNode::isObject)
                    .map(Manifest::new)
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Stream<Manifest> all(String kind) {
        return objects.stream().filter(object -> object.is(kind));
    }

    Stream<Manifest> deployments() {
        return all("Deployment");
    }

    boolean has(String kind, String name) {
        return all(kind).anyMatch(object -> object.name().equals(name));
    }

    /** Returns whether a selector, which must not be empty, matches the pods of a Deployment. */
    static boolean selects(JsonNode selector, Manifest deployment) {
        Map<String, String> labels = Manifest.texts(selector);
        return !labels.isEmpty()
                && Manifest.texts(deployment.at("/spec/template/metadata/labels"))
                        .entrySet()
                        .containsAll(labels.entrySet());
    }
}
