package dev.reprise.demo;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.reprise.audit.IndexRules;
import dev.reprise.audit.cassandra.CassandraRowReader;
import dev.reprise.audit.elasticsearch.IndexReader;
import dev.reprise.common.event.Outcome;
import dev.reprise.common.request.ProcessorSpec;
import dev.reprise.demo.processor.kafka.DemoTopics;
import dev.reprise.localstack.server.ServerKind;
import dev.reprise.workload.livewriter.LiveStore;
import dev.reprise.workload.livewriter.cassandra.RowLook;
import dev.reprise.workload.livewriter.elasticsearch.IndexingLiveStore;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Every film into an index, while production writes the same rows and keeps the same index. */
final class ReindexShowcase implements Showcase {

    private static final String INDEX = "movies";

    @Override
    public String processor() {
        return "reindex";
    }

    @Override
    public Set<ServerKind> servers() {
        return EnumSet.of(ServerKind.KAFKA, ServerKind.CASSANDRA, ServerKind.ELASTICSEARCH);
    }

    @Override
    public String job() {
        return "movies-into-index";
    }

    @Override
    public void prepare(Stage stage) {
        new IndexReader(stage.stack().elasticsearch().address()).create(INDEX);
    }

    /** Production writes the row, and then the document, each at the same time. */
    @Override
    public LiveStore production(Stage stage, LiveStore rows) {
        String index = "http://" + stage.stack().elasticsearch().address() + "/" + INDEX;
        return new IndexingLiveStore(rows, new RowLook(stage.database())::isThere, index, DemoPlan.ASSET_TYPE);
    }

    @Override
    public ProcessorSpec processorSpec() {
        return new ProcessorSpec(processor(), Map.of("index", TextNode.valueOf(INDEX)));
    }

    @Override
    public String reason() {
        return "search gets an index of all films";
    }

    @Override
    public Words words() {
        return new Words(
                "be in the index " + INDEX,
                ", and keeps the index too",
                "",
                "brought into the index",
                "rows below target");
    }

    /** Each row has a document of its version and content, and there is no other. */
    @Override
    public List<String> verify(Stage stage) {
        Set<UUID> failed = new DemoTopics(stage.kafka())
                .assets(job(), Outcome.FAILED).stream().map(UUID::fromString).collect(Collectors.toSet());
        var documents = new IndexReader(stage.stack().elasticsearch().address()).documents(INDEX);
        return new IndexRules(documents, failed)
                .problems(new CassandraRowReader(stage.database())
                        .only(row -> row.assetType().equals(DemoPlan.ASSET_TYPE)));
    }
}
