package dev.reprise.endtoend.faults;

import dev.reprise.common.request.Mode;
import dev.reprise.endtoend.service.TopicClient;
import dev.reprise.workload.livewriter.LiveStore;
import dev.reprise.workload.livewriter.LoggedOperation;
import dev.reprise.workload.livewriter.PayloadFactory;
import dev.reprise.workload.sample.SampleAssets;
import dev.reprise.workload.sample.cassandra.AssetDatabase;
import java.util.List;
import java.util.Locale;

/**
 * What the job of a round does, what production does beside it, and what is to be looked at besides rows and topics.
 *
 * <p>Threading: one thread.
 */
interface RoundJob {

    /** All kinds. */
    enum Kind {
        MIGRATE,
        DELETE,
        FILL_INDEX,
        REINDEX,
        SYNCHRONOUS;

        /** Returns the kind of a name of a processor, or of the mode that has rounds of its own. */
        static Kind of(String processor) {
            return valueOf(processor.replace('-', '_').toUpperCase(Locale.ROOT));
        }

        /** Returns the name that {@link #of(String)} takes. */
        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** Returns a plan of the seed with the faults that this kind has to fear. */
        FaultPlan plan(long seed) {
            return switch (this) {
                case MIGRATE, DELETE, FILL_INDEX -> FaultPlan.of(seed);
                case REINDEX -> FaultPlan.ofIndex(seed);
                case SYNCHRONOUS -> FaultPlan.inPlace(seed);
            };
        }

        /** Returns a job of this kind. */
        RoundJob of(Fleet fleet, SampleAssets sample, FaultPlan plan) {
            return switch (this) {
                case MIGRATE -> MigrateRound.byWorkers(fleet);
                case DELETE -> new DeleteRound(sample);
                case FILL_INDEX -> new FillIndexRound(sample);
                case SYNCHRONOUS -> MigrateRound.inPlace(fleet);
                case REINDEX -> new ReindexRound(fleet, sample, plan.forgetsDeletesAfter());
            };
        }
    }

    /** Makes the tables that it needs; the earlier, the sooner the services see them. */
    default void createTables(AssetDatabase database) {}

    /**
     * Does what comes before the request, while nobody writes.
     *
     * @param job id of the job that follows
     * @param selector its selector in JSON
     */
    default void prepare(TopicClient client, String job, String selector) {}

    /** Returns how the job is run. */
    default Mode mode() {
        return Mode.RUN;
    }

    /** Returns the processor in JSON. */
    String processor();

    /** Returns what production writes from the middle of the job on. */
    PayloadFactory release();

    /** Returns the share of live operations that add an asset to the selection. */
    default double creates() {
        return 0.05;
    }

    /** Returns where production writes to. */
    default LiveStore live(LiveStore plain) {
        return plain;
    }

    /**
     * Looks at what the job did that neither rows nor topics show.
     *
     * @param log what production has done
     * @return everything that is wrong, in words
     */
    default List<String> problems(AssetDatabase database, List<LoggedOperation> log) {
        return List.of();
    }
}
