package dev.reprise.demo;

import dev.reprise.audit.MigrationOracle;
import dev.reprise.common.request.Limits;
import dev.reprise.common.request.Mode;
import dev.reprise.common.request.ProcessorSpec;
import dev.reprise.common.request.Request;
import dev.reprise.common.request.Selector;
import dev.reprise.localstack.server.ServerKind;
import dev.reprise.workload.livewriter.LiveStore;
import dev.reprise.workload.livewriter.PayloadFactory;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * How the demo shows one processor: what must be there first, what is posted, and how it is verified past the services
 * what the processor did outside of the rows. All else is the demo's: the stack, the sample, the live writer, and the audit
 * of rows, events, outcomes and ledger. A further processor adds one class, and names it in {@link #all()}.
 *
 * <p>Threading: one thread, which may block.
 */
interface Showcase {

    /** Returns one showcase for each processor, the demo's main job first. */
    static List<Showcase> all() {
        return List.of(
                new MigrateShowcase(),
                new TriggerShowcase(),
                new ReindexShowcase(),
                new DeleteShowcase(),
                new FillIndexShowcase(),
                new ExportShowcase());
    }

    /** Returns the showcase of a processor. */
    static Stream<Showcase> of(String processor) {
        return all().stream().filter(one -> one.processor().equals(processor));
    }

    /** Returns the name of the processor. */
    String processor();

    /** Returns the servers that are needed. */
    default Set<ServerKind> servers() {
        return EnumSet.of(ServerKind.KAFKA, ServerKind.CASSANDRA);
    }

    /** Makes what the job needs, such as a topic, a table, or a preview: the services run, and nobody writes yet. */
    default void prepare(Stage stage) {}

    /** Returns where production writes to; {@code rows} unless it has more than rows to keep. Called after {@link #prepare}. */
    default LiveStore production(Stage stage, LiveStore rows) {
        return rows;
    }

    /** Returns the job id. */
    String job();

    /** Returns the processor as it is asked for; called once, after {@link #prepare}. */
    ProcessorSpec processorSpec();

    /** Returns the reason that stands in the request. */
    String reason();

    /** Returns the assets of the job. */
    default Selector selector(DemoPlan plan) {
        return new Selector.ByType(List.of(DemoPlan.ASSET_TYPE), null, null, null);
    }

    /** Returns what is posted. */
    default Request.Submit request(DemoPlan plan) {
        return new Request.Submit(
                job(),
                selector(plan),
                processorSpec(),
                Mode.RUN,
                new Limits(plan.eventsPerSecond(), null, null),
                true,
                "demo",
                reason());
    }

    /** Returns what production writes from the middle of the job on; {@link PayloadFactory#unchanged()} for the same as before. */
    default PayloadFactory newRelease() {
        return PayloadFactory.unchanged();
    }

    /** Returns what the audit takes for the result of a migration; asked only about a job that migrates. */
    default MigrationOracle oracle() {
        return (assetType, before) -> Optional.of(before.payload());
    }

    /** Returns the words of the report. */
    Words words();

    /**
     * Looks, past the services, for what the processor did outside of the rows. Production has stopped.
     *
     * @return everything that is wrong, in words
     */
    default List<String> verify(Stage stage) {
        return List.of();
    }

    /**
     * What the report says of a processor.
     *
     * @param goal what was to become of the assets, to follow "were to"
     * @param oldRelease what is said of production at first, such as which version it writes
     * @param newRelease what is said when production changes; empty when it does not
     * @param changed what the outcome {@code changed} means
     * @param left what rows are called that the job has left
     */
    record Words(String goal, String oldRelease, String newRelease, String changed, String left) {}
}
