package dev.reprise.deletion;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.reprise.common.assets.Asset;
import dev.reprise.common.event.Preview;
import dev.reprise.common.job.Pending;
import dev.reprise.common.job.Pinned;
import dev.reprise.common.request.ProcessorSpec;
import dev.reprise.processor.AssetProcessor;
import dev.reprise.processor.AssetTypes;
import dev.reprise.processor.Circumstances;
import dev.reprise.processor.Decision;
import dev.reprise.processor.Resolution;
import dev.reprise.processor.Sink;
import dev.reprise.processor.SinkContext;
import dev.reprise.processor.Step;
import dev.reprise.processor.Work;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The processor {@code delete {reason, confirm}}: deletes rows at the newest write time of all their columns, so that whatever
 * live writers store later survives. It runs only after a person has confirmed what a preview of the same selection has found.
 *
 * <p>Threading: immutable.
 */
final class DeleteProcessor implements AssetProcessor<Asset> {

    static final String NAME = "delete";

    private static final String REASON = "reason";
    private static final String CONFIRM = "confirm";
    private static final int REASON_CHARS_MAX = 1_000;

    private final int tombstonesMax;

    /**
     * Creates the processor.
     *
     * @param tombstonesMax rows that one worker deletes in one partition within an hour
     */
    DeleteProcessor(int tombstonesMax) {
        this.tombstonesMax = tombstonesMax;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Resolution resolve(ProcessorSpec requested, AssetTypes types, Circumstances known) {
        List<String> problems = new ArrayList<>(requested.unknownParameters(CONFIRM, REASON));
        JsonNode reason = requested.parameters().get(REASON);
        if (reason == null
                || !reason.isTextual()
                || reason.textValue().isBlank()
                || reason.textValue().length() > REASON_CHARS_MAX) {
            problems.add("'processor.reason' must say why the assets are deleted, in at most " + REASON_CHARS_MAX
                    + " characters");
        }
        Optional<Confirmation> confirmation =
                confirmation(requested.parameters().get(CONFIRM), known, problems);
        if (types instanceof AssetTypes.Every) {
            problems.add("'selector.assetType' is missing: " + NAME + " wants the types by name");
        }
        known.whyRowsCannotBeDeleted().forEach(why -> problems.add("rows cannot be deleted: " + why));
        Pending pending =
                confirmation.map(given -> new Pending.StillThere(given.count())).orElseGet(Pending.StillThere::new);
        return problems.isEmpty()
                ? new Resolution.Accepted(new Pinned(requested, Map.of(), pending(types, pending)))
                : new Resolution.Refused(problems);
    }

    private static Optional<Confirmation> confirmation(
            @Nullable JsonNode given, Circumstances known, List<String> problems) {
        if (known.isPreview()) {
            if (given != null) {
                problems.add("'processor.confirm' has no place in a preview, which is what is to be confirmed");
            }
            return Optional.empty();
        }
        if (given == null) {
            problems.add(
                    "'processor.confirm' is missing: post the request with mode preview first, and name that job and"
                            + " its count here");
            return Optional.empty();
        }
        Optional<Confirmation> read = Confirmation.read(given, problems);
        if (known.knowsJobs()) {
            read.flatMap(confirmation -> confirmation.problem(known)).ifPresent(problems::add);
        }
        return read;
    }

    private static Map<String, Pending> pending(AssetTypes types, Pending pending) {
        Map<String, Pending> byType = new TreeMap<>();
        if (types instanceof AssetTypes.Named named) {
            named.names().forEach(type -> byType.put(type, pending));
        }
        return byType;
    }

    @Override
    public Decision<Asset> decide(Work work, Asset row, Consumer<Step> at) {
        return new Decision.Apply<>(row);
    }

    @Override
    public Preview.Change describe(Asset row, Asset deleted) {
        int version = row.schemaVersion() == null ? 0 : row.schemaVersion();
        int bytes = row.payload() == null ? 0 : row.payload().remaining();
        JsonNodeFactory json = JsonNodeFactory.instance;
        return new Preview.Change(
                version,
                version,
                bytes,
                0,
                json.arrayNode(),
                json.objectNode(),
                json.objectNode(),
                "the row is deleted, which leaves one tombstone in its partition");
    }

    @Override
    public Optional<Asset> after(Asset row, Asset effect) {
        return Optional.empty();
    }

    @Override
    public Sink<Asset> sink(SinkContext context) {
        return new TombstoneBudget(context.deletions(), tombstonesMax);
    }
}
