package dev.reprise.demo;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.reprise.common.request.ProcessorSpec;
import dev.reprise.demo.processor.cassandra.TitleIndex;
import dev.reprise.workload.livewriter.LiveStore;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Production has begun to keep an index of its films by title, and the job fills in all films that were there before. */
final class FillIndexShowcase implements Showcase {

    private @Nullable TitleIndex index;

    @Override
    public String processor() {
        return "fill-index";
    }

    @Override
    public String job() {
        return "films-by-title";
    }

    @Override
    public void prepare(Stage stage) {
        index = new TitleIndex(stage.database(), stage.sample());
    }

    @Override
    public ProcessorSpec processorSpec() {
        return new ProcessorSpec(
                processor(),
                Map.of(
                        "table",
                        TextNode.valueOf(TitleIndex.TABLE),
                        "columns",
                        JsonNodeFactory.instance
                                .objectNode()
                                .put("title", "/Title")
                                .put("movie", "asset_id")
                                .put("bucket", "bucket")));
    }

    @Override
    public String reason() {
        return "films are looked up by their title";
    }

    @Override
    public LiveStore production(Stage stage, LiveStore rows) {
        return Objects.requireNonNull(index).kept(rows);
    }

    @Override
    public Words words() {
        return new Words(
                "have an entry in the table " + TitleIndex.TABLE,
                ", and keeps the new index of what it writes",
                "",
                "entry written",
                "rows below target");
    }

    @Override
    public List<String> verify(Stage stage) {
        return Objects.requireNonNull(index).problems(movie -> true);
    }
}
