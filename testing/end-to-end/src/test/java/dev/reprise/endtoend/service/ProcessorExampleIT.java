package dev.reprise.endtoend.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.core.TreeNode;
import com.fasterxml.jackson.databind.JsonNode;
import dev.reprise.common.event.DeadLetterHeaders;
import dev.reprise.common.job.Counts;
import dev.reprise.common.job.Job;
import dev.reprise.common.job.JobStatus;
import dev.reprise.common.job.Pinned;
import dev.reprise.endtoend.stack.LocalStackExtension;
import dev.reprise.localstack.stack.LocalStack;
import dev.reprise.processor.AssetProcessor;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The example of a processor outside of the project: compiled against the API alone, and dropped beside the services. */
@ExtendWith(LocalStackExtension.class)
class ProcessorExampleIT {

    private static final Path EXAMPLE = Deployment.samples().resolve("processor-example/src/main");

    private static final Instant JANUARY = Instant.parse("2024-01-05T00:00:00Z");

    /** What the pom of the example has on its class path: the API, and what comes with it. */
    private static String api() {
        return String.join(
                File.pathSeparator,
                Stream.of(AssetProcessor.class, Pinned.class, JsonNode.class, TreeNode.class, JsonFormat.class)
                        .map(ProcessorExampleIT::place)
                        .toList());
    }

    private static String place(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static void compile(Path classes) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<String> arguments =
                new ArrayList<>(List.of("--release", "17", "-cp", api(), "-proc:none", "-d", classes.toString()));
        files(EXAMPLE.resolve("java")).forEach(source -> arguments.add(source.toString()));
        assertThat(compiler.run(null, null, null, arguments.toArray(String[]::new)))
                .as("the example compiles")
                .isZero();
    }

    private static void addAll(JarOutputStream jar, Path folder) throws IOException {
        for (Path file : files(folder)) {
            jar.putNextEntry(new JarEntry(folder.relativize(file).toString().replace('\\', '/')));
            Files.copy(file, jar);
            jar.closeEntry();
        }
    }

    private static void build(Path folder, Path work) throws IOException {
        Path classes = Files.createDirectories(work.resolve("classes"));
        compile(classes);
        try (OutputStream out = Files.newOutputStream(folder.resolve("require-field.jar"));
                var jar = new JarOutputStream(out)) {
            addAll(jar, classes);
            addAll(jar, EXAMPLE.resolve("resources"));
        }
    }

    @Test
    void should_run_a_processor_that_is_dropped_beside_the_services(
            LocalStack stack, @TempDir Path folder, @TempDir Path work) throws IOException {
        build(folder, work);
        try (var deployment = new Deployment("example", stack)
                        .asShipped()
                        .with("reprise.processors.path", folder.toString());
                var database = deployment.database()) {
            database.createTables();
            Rows rows = new Rows(database);
            rows.insert("doc", "2024-01", JANUARY, 20);
            UUID lacking = rows.insert("doc", "2024-01", JANUARY.plusSeconds(1), "{\"b\": 1}");
            deployment.startBoth();
            TopicClient client = deployment.topicClient();

            client.post("{\"type\":\"submit\",\"job\":\"wrong\",\"selector\":{\"assetType\":\"doc\"},"
                    + "\"processor\":{\"name\":\"require-field\"}}");
            String refusal = TopicClient.rejection(client.awaitRejections(1).get(0))
                    .reasons()
                    .get(0);
            client.post("{\"type\":\"submit\",\"job\":\"look\",\"selector\":{\"assetType\":\"doc\"},"
                    + "\"processor\":{\"name\":\"require-field\",\"field\":\"a\"}}");
            Job look = client.awaitEnd("look");

            database.session()
                    .execute(
                            "UPDATE example.asset SET payload = ? WHERE asset_type = ? AND bucket = ? AND asset_id = ?",
                            "{\"a\": 1}",
                            "doc",
                            "2024-01",
                            lacking);
            client.post("{\"type\":\"submit\",\"job\":\"again\",\"selector\":{\"deadLettersOf\":\"look\"},"
                    + "\"processor\":{\"name\":\"require-field\",\"field\":\"a\"}}");
            Job again = client.awaitEnd("again");

            assertThat(refusal).isEqualTo("'processor' of require-field has one parameter, the text 'field'");
            assertThat(look.state()).isEqualTo(JobStatus.COMPLETED_WITH_FAILURES);
            assertThat(look.counts()).isEqualTo(new Counts(21, 0, 20, 0, 0, 1));
            assertThat(client.deadLetters()).singleElement().satisfies(letter -> assertThat(
                            TopicClient.header(letter, DeadLetterHeaders.REASON))
                    .contains("the payload has no field 'a'"));
            assertThat(again.counts())
                    .as("what has a dead letter is looked at again, though no verification could tell")
                    .isEqualTo(new Counts(1, 0, 1, 0, 0, 0));
        }
    }
}
