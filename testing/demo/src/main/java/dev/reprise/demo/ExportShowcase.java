package dev.reprise.demo;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.reprise.cli.invocation.FailedException;
import dev.reprise.common.event.Outcome;
import dev.reprise.common.request.ProcessorSpec;
import dev.reprise.demo.processor.kafka.DemoTopics;
import dev.reprise.localstack.process.Deadline;
import dev.reprise.localstack.service.LocalService;
import dev.reprise.localstack.service.ServiceKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Every film in a table for analytics: a writer of tables runs beside the services, and DuckDB reads what it has written. */
final class ExportShowcase implements Showcase {

    private static final String TABLE = "analytics.films";

    private static final Duration READY_WITHIN = Duration.ofMinutes(2);

    private static final Duration COMMITTED_WITHIN = Duration.ofMinutes(3);

    private static final Duration POLL = Duration.ofMillis(300);

    private @Nullable LocalService writer;

    @Override
    public String processor() {
        return "export";
    }

    @Override
    public String job() {
        return "films-to-the-lake";
    }

    private static Path warehouse(Stage stage) {
        return stage.checkout().demoFolder().resolve("warehouse");
    }

    /** The writer makes the topic, without which the job would be paused. */
    @Override
    public void prepare(Stage stage) {
        Path folder = stage.checkout().demoFolder();
        var start = new LocalService.Start(
                ServiceKind.ICEBERG_WRITER,
                stage.checkout().root(),
                ServiceKind.ICEBERG_WRITER.module(),
                folder,
                List.of("-Xmx256m", "-XX:+UseSerialGC"));
        LocalService started = LocalService.start(
                start,
                Map.of(
                        "kafka.bootstrap.servers", stage.stack().kafka().address(),
                        "reprise.topics.create", "true",
                        "reprise.schemas.path", stage.checkout().sampleSchemas().toString(),
                        "reprise.export.commit-interval", "PT2S",
                        "reprise.export.spill-path", folder.resolve("spill").toString(),
                        "reprise.iceberg.warehouse", warehouse(stage).toString()));
        writer = started;
        await(started, "is not ready", READY_WITHIN, started::isReady);
    }

    @Override
    public ProcessorSpec processorSpec() {
        return new ProcessorSpec(processor(), Map.of("table", TextNode.valueOf(TABLE)));
    }

    @Override
    public String reason() {
        return "analysts ask for every film";
    }

    @Override
    public Words words() {
        return new Words("have a row in the table " + TABLE, "", "", "exported", "rows below target");
    }

    /** Each asset whose outcome says so has one row, and there is no other. */
    @Override
    public List<String> verify(Stage stage) {
        var table = new ExportedTable(warehouse(stage).resolve(TABLE.replace('.', '/')));
        Set<String> exported = new DemoTopics(stage.kafka()).assets(job(), Outcome.CHANGED);
        LocalService running = writer;
        if (running != null) {
            await(running, "has not committed all rows", COMMITTED_WITHIN, () -> table.rows() >= exported.size());
        }
        List<String> problems = new ArrayList<>();
        Map<String, Integer> rows = new HashMap<>();
        table.assets(asset -> rows.merge(asset, 1, Integer::sum));
        int inFiles = rows.values().stream().mapToInt(Integer::intValue).sum();
        if (inFiles != table.rows()) {
            problems.add("the files have " + inFiles + " rows, and the snapshot of the table has " + table.rows());
        }
        rows.forEach((asset, count) -> {
            if (count > 1) {
                problems.add(asset + " has " + count + " rows in the table");
            }
            if (!exported.contains(asset)) {
                problems.add(asset + " has a row in the table, and no outcome that says so");
            }
        });
        exported.stream()
                .filter(asset -> !rows.containsKey(asset))
                .forEach(asset -> problems.add(asset + " has no row in the table, though its outcome says so"));
        if (running != null && !stage.plan().keep()) {
            running.close();
        }
        return problems;
    }

    private static void await(LocalService service, String otherwise, Duration within, BooleanSupplier condition) {
        Deadline deadline = Deadline.in(within);
        try {
            while (!condition.getAsBoolean()) {
                if (deadline.hasPassed() || service.process().awaitExit(POLL)) {
                    throw new FailedException(service.process().name() + " "
                            + (service.process().isAlive() ? otherwise : "has ended") + "; the end of its log:\n"
                            + String.join("\n", service.process().lastLogLines(20)));
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new FailedException("interrupted", interrupted);
        }
    }
}
