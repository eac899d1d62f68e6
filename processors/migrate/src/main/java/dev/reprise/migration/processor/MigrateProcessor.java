package dev.reprise.migration.processor;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reprise.common.assets.Asset;
import dev.reprise.common.assets.FencedWrite;
import dev.reprise.common.event.Preview;
import dev.reprise.common.job.Pending;
import dev.reprise.common.job.Pinned;
import dev.reprise.common.request.ProcessorSpec;
import dev.reprise.common.request.Reasons;
import dev.reprise.migration.MigrationCatalog;
import dev.reprise.migration.json.InvalidJsonException;
import dev.reprise.migration.json.StrictJson;
import dev.reprise.processor.AssetProcessor;
import dev.reprise.processor.AssetTypes;
import dev.reprise.processor.Circumstances;
import dev.reprise.processor.Decision;
import dev.reprise.processor.Resolution;
import dev.reprise.processor.Sink;
import dev.reprise.processor.SinkContext;
import dev.reprise.processor.Step;
import dev.reprise.processor.Work;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * The processor {@code migrate {toVersion}}: brings assets to a schema version, a number or {@code "latest"}.
 *
 * <p>Threading: immutable.
 */
public final class MigrateProcessor implements AssetProcessor<FencedWrite> {

    /** The name by which a request asks for it. */
    public static final String NAME = "migrate";

    private static final String TO_VERSION = "toVersion";

    private static final String LATEST = "latest";

    /** A payload of this size is compared within some milliseconds. */
    private static final int BYTES_COMPARED_MAX = 256 * 1024;

    private final MigrationCatalog catalog;
    private final RowMigration rows;
    private final PayloadComparison comparison = new PayloadComparison(BYTES_COMPARED_MAX);

    /** Creates the processor over the migrations that were found sound at start. */
    public MigrateProcessor(MigrationCatalog catalog) {
        this.catalog = catalog;
        this.rows = new RowMigration(catalog);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Resolution resolve(ProcessorSpec requested, AssetTypes types, Circumstances known) {
        List<String> problems = new ArrayList<>(requested.unknownParameters(TO_VERSION));
        JsonNode toVersion = requested.parameters().get(TO_VERSION);
        if (toVersion == null) {
            problems.add("'processor.toVersion' is missing; it is a version number or \"latest\"");
        } else if (isLatest(toVersion) || isVersion(toVersion)) {
            typesOf(types, toVersion).forEach(type -> checkVersion(type, toVersion, problems));
        } else {
            problems.add("'processor.toVersion' must be a version number from 2 or \"latest\", not "
                    + Reasons.quoted(toVersion.toString()));
        }
        return problems.isEmpty()
                ? new Resolution.Accepted(
                        pinned(requested, Objects.requireNonNull(toVersion), typesOf(types, toVersion)))
                : new Resolution.Refused(problems);
    }

    private Pinned pinned(ProcessorSpec requested, JsonNode toVersion, Set<String> types) {
        Map<String, Pending> pending = new TreeMap<>();
        Map<String, String> checksums = new TreeMap<>();
        for (String type : types) {
            int target = isLatest(toVersion) ? catalog.latestVersion(type) : toVersion.intValue();
            pending.put(type, new Pending.BelowVersion(target));
            checksums.putAll(catalog.checksums(type, target));
        }
        return new Pinned(requested, checksums, pending);
    }

    /** Two versions of the code must not be mixed within one job: says what differs. */
    @Override
    public Optional<String> mismatch(Pinned pinned, String assetType) {
        int version = target(pinned, assetType);
        if (version > catalog.latestVersion(assetType)) {
            return Optional.of("has no migration of " + assetType + " to version " + version);
        }
        List<String> differing = catalog.checksums(assetType, version).entrySet().stream()
                .filter(one -> !one.getValue().equals(pinned.checksums().get(one.getKey())))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
        return differing.isEmpty()
                ? Optional.empty()
                : Optional.of("has other migrations than the job was begun with: " + String.join(", ", differing));
    }

    @Override
    public String subject(Pinned pinned, String assetType) {
        return assetType + " to version " + target(pinned, assetType);
    }

    @Override
    public Decision<FencedWrite> decide(Work work, Asset row, Consumer<Step> at) {
        return rows.decide(work, target(work.pinned(), work.assetType()), row, at);
    }

    @Override
    public Preview.Change describe(Asset row, FencedWrite write) {
        ByteBuffer before = Objects.requireNonNull(row.payload());
        return comparison.compare(
                Objects.requireNonNull(row.schemaVersion()),
                write.schemaVersion(),
                new PayloadComparison.Payloads(
                        tree(before),
                        before.remaining(),
                        tree(write.payload()),
                        write.payload().remaining()));
    }

    @Override
    public Optional<Asset> after(Asset row, FencedWrite write) {
        return Optional.of(write.written());
    }

    @Override
    public Sink<FencedWrite> sink(SinkContext context) {
        return context.rows();
    }

    private static JsonNode tree(ByteBuffer utf8) {
        try {
            return StrictJson.read(utf8);
        } catch (InvalidJsonException impossible) {
            throw new IllegalStateException("the migration has read it before", impossible);
        }
    }

    private static int target(Pinned pinned, String assetType) {
        if (pinned.of(assetType).orElse(null) instanceof Pending.BelowVersion below) {
            return below.version();
        }
        throw new IllegalArgumentException("the job has no version for the type " + assetType);
    }

    private void checkVersion(String type, JsonNode toVersion, List<String> problems) {
        int latest = catalog.latestVersion(type);
        if (latest == 1) {
            problems.add("there is no migration of '" + Reasons.quoted(type) + "'; known are " + migrated());
        } else if (!isLatest(toVersion) && toVersion.intValue() > latest) {
            problems.add("there is no migration of '" + Reasons.quoted(type) + "' to version " + toVersion
                    + "; the latest is " + latest);
        }
    }

    /** Types that are named; every migrated one where none is. */
    private Set<String> typesOf(AssetTypes types, JsonNode toVersion) {
        if (types instanceof AssetTypes.Named named) {
            return named.names();
        }
        Set<String> migrated = migrated();
        if (types instanceof AssetTypes.Unknown && !isLatest(toVersion)) {
            // Those that can be brought so far, if any can.
            Set<String> reachable = new TreeSet<>(migrated);
            reachable.removeIf(type -> toVersion.intValue() > catalog.latestVersion(type));
            return reachable.isEmpty() ? migrated : reachable;
        }
        return migrated;
    }

    private Set<String> migrated() {
        Set<String> types = new TreeSet<>(catalog.assetTypes());
        types.removeIf(type -> catalog.latestVersion(type) == 1);
        return types;
    }

    private static boolean isLatest(JsonNode toVersion) {
        return toVersion.isTextual() && toVersion.textValue().equals(LATEST);
    }

    private static boolean isVersion(JsonNode toVersion) {
        return toVersion.isIntegralNumber() && toVersion.canConvertToInt() && toVersion.intValue() >= 2;
    }
}
