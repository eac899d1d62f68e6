package dev.reprise.endtoend.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reprise.common.topic.TopicSpec;
import dev.reprise.iceberg.config.IcebergWriterKeys;
import dev.reprise.idproducer.config.IdProducerKeys;
import dev.reprise.pipeline.config.PipelineKeys;
import dev.reprise.processor.ProcessorSetting;
import dev.reprise.processor.Processors;
import dev.reprise.service.config.ProcessorLimits;
import dev.reprise.service.config.ServiceKeys;
import dev.reprise.service.config.Setting;
import dev.reprise.worker.config.WorkerKeys;
import io.smallrye.config.WithDefault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The tables of {@code docs/configuration.md} and {@code docs/topics.md} are those of the code. With {@code
 * -Dreprise.docs.write=true} the test writes them.
 */
class GeneratedDocumentsTest {

    private static final boolean WRITE = Boolean.getBoolean("reprise.docs.write");

    private static final Path DOCUMENTS = Path.of("..", "..", "docs");

    private static final Path GENERATED = Path.of("target", "docs");

    @Test
    void should_describe_every_key_as_it_is() throws IOException {
        String document = Files.readString(DOCUMENTS.resolve("configuration.md"));

        String current = document;
        current = new DocumentPart("ServiceKeys").replaced(current, KeyTable.of(KeyTable.keys(ServiceKeys.class)));
        current = new DocumentPart("PipelineKeys").replaced(current, KeyTable.of(KeyTable.keys(PipelineKeys.class)));
        current = new DocumentPart("IdProducerKeys")
                .replaced(
                        current,
                        KeyTable.of(KeyTable.keys(IdProducerKeys.class, ServiceKeys.class, PipelineKeys.class)));
        current = new DocumentPart("WorkerKeys")
                .replaced(current, KeyTable.of(KeyTable.keys(WorkerKeys.class, ServiceKeys.class, PipelineKeys.class)));
        current = new DocumentPart("IcebergWriterKeys")
                .replaced(current, KeyTable.of(KeyTable.keys(IcebergWriterKeys.class, ServiceKeys.class)));
        current = new DocumentPart("Processors")
                .replaced(
                        current,
                        KeyTable.ofProcessors(Stream.concat(
                                        ProcessorLimits.settings().stream(),
                                        Processors.settings(getClass().getClassLoader()).stream())
                                .sorted(Comparator.comparing(ProcessorSetting::key))
                                .toList()));

        compare("configuration.md", current);
    }

    @Test
    void should_describe_every_topic_as_it_is() throws IOException {
        String document = Files.readString(DOCUMENTS.resolve("topics.md"));
        List<TopicSpec> topics = TopicTable.topics();
        var table = new DocumentPart("Topics");

        String current = table.replaced(document, TopicTable.of(topics, table.in(document)));
        current = new DocumentPart("compaction").replaced(current, TopicTable.compaction(topics));

        compare("topics.md", current);
    }

    @Test
    void should_say_bounds_defaults_and_words_when_a_key_has_them() {
        assertThat(KeyTable.of(KeyTable.keys(Described.class)).lines().skip(2))
                .containsExactly(
                        "| `reprise.long-number` | `REPRISE_LONG_NUMBER` | rows, 1 – 100,000; not more | 20,000 | w | x |",
                        "| `reprise.nothing` | `REPRISE_NOTHING` | PT1S – PT2S | empty | w | x |",
                        "| `reprise.word` | `REPRISE_WORD` | name | `a` | w | x |");
    }

    @Test
    void should_fail_when_a_key_or_a_topic_has_no_words() {
        assertThatThrownBy(() -> KeyTable.of(KeyTable.keys(Silent.class)))
                .hasMessage("reprise.silent has no words: give its method a @Setting with why and wrong");
        assertThatThrownBy(() -> TopicTable.of(List.of(new TopicSpec("new", 1, Map.of())), "| `old` | 1 | 1 | a |\n"))
                .hasMessageStartingWith("new has no words: add the line");
    }

    @Test
    void should_leave_the_rest_of_a_document_alone_when_a_part_is_replaced() {
        var part = new DocumentPart("a");

        assertThat(part.replaced("1\n<!-- begin a -->\n2\n<!-- end a -->\n3\n", "4"))
                .isEqualTo("1\n<!-- begin a -->\n4\n<!-- end a -->\n3\n");
        assertThatThrownBy(() -> part.in("1\n")).hasMessage("the document has no line <!-- begin a -->");
    }

    private static void compare(String name, String current) throws IOException {
        Files.createDirectories(GENERATED);
        Files.writeString(GENERATED.resolve(name), current);
        if (WRITE) {
            Files.writeString(DOCUMENTS.resolve(name), current);
        }
        assertThat(Files.readString(DOCUMENTS.resolve(name)))
                .as(
                        "docs/%s is not what the code says; testing/end-to-end/target/docs/%s is. To update it: mvn test -pl"
                                + " testing/end-to-end -am -Dtest=GeneratedDocumentsTest -Dsurefire.failIfNoSpecifiedTests=false"
                                + " -Dreprise.docs.write=true",
                        name, name)
                .isEqualTo(current);
    }

    /** Keys with words. */
    public interface Described {

        @Setting(unit = "rows", min = "1", max = "100000", limit = "not more", why = "w", wrong = "x")
        @WithDefault("20000")
        int longNumber();

        @Setting(min = "PT1S", max = "PT2S", unset = "empty", why = "w", wrong = "x")
        Optional<String> nothing();

        @Setting(unit = "name", why = "w", wrong = "x")
        @WithDefault("a")
        String word();
    }

    /** A key without words. */
    public interface Silent {

        @WithDefault("a")
        String silent();
    }
}
