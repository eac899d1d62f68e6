package dev.reprise.cli.requests;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * A request for a job, as typed. What is not given is {@code null} and left out of the request.
 *
 * <p>Threading: one thread.
 */
final class RequestOptions {

    @Option(names = "--job", paramLabel = "ID", description = "Id of the job; by default one is made.")
    @Nullable
    String job;

    @Option(
            names = "--asset-type",
            paramLabel = "TYPE",
            split = ",",
            description = "Asset type, several with commas between; none for every type, which needs --from and --to.")
    List<String> assetTypes = new ArrayList<>();

    @Option(
            names = "--from",
            paramLabel = "TIME",
            converter = TimeConverter.class,
            description = "Assets created at this time or later, such as 2024-01-01 or 2024-01-01T12:00:00Z.")
    @Nullable
    Instant from;

    @Option(
            names = "--to",
            paramLabel = "TIME",
            converter = TimeConverter.class,
            description = "Assets created before this time.")
    @Nullable
    Instant to;

    @Mixin
    final SelectionOptions selection = new SelectionOptions();

    @Option(names = "--processor", paramLabel = "NAME", description = "What to do; by default migrate.")
    @Nullable
    String processor;

    @Option(names = "--to-version", paramLabel = "N|latest", description = "Schema version to migrate to.")
    @Nullable
    String toVersion;

    @Option(
            names = "--mode",
            paramLabel = "MODE",
            description = "run (default), preview, which writes nothing, or synchronous, for a small set at once.")
    @Nullable
    String mode;

    @Option(names = "--rate", paramLabel = "N", description = "At most so many events per second.")
    @Nullable
    Integer rate;

    @Option(names = "--max-failures", paramLabel = "N", description = "Pause the job when more assets than this fail.")
    @Nullable
    Long maxFailures;

    @Option(
            names = "--max-failure-ratio",
            paramLabel = "R",
            description = "Pause the job when more than this share of the assets fail, 0 to 1.")
    @Nullable
    BigDecimal maxFailureRatio;

    @Option(
            names = "--production-p99-max",
            paramLabel = "DURATION",
            description =
                    "Give way while production's 99th percentile is above this, such as PT0.01S; by default what the"
                            + " deployment has.")
    @Nullable
    String productionP99Max;

    @Option(names = "--outcomes", description = "Record the outcome of each asset in reprocess-outcomes.")
    boolean outcomes;

    @Option(names = "--requested-by", paramLabel = "NAME", description = "Who asks; by default the user's name.")
    @Nullable
    String requestedBy;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why; shown with the job.")
    @Nullable
    String reason;

    /** Returns whether anything was typed. */
    boolean isEmpty() {
        return job == null
                && assetTypes.isEmpty()
                && from == null
                && to == null
                && selection.isEmpty()
                && processor == null
                && toVersion == null
                && mode == null
                && rate == null
                && maxFailures == null
                && maxFailureRatio == null
                && productionP99Max == null
                && !outcomes
                && requestedBy == null
                && reason == null;
    }
}
