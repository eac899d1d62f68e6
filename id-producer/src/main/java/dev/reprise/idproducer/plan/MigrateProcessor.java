package dev.reprise.idproducer.plan;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reprise.common.request.ProcessorSpec;
import dev.reprise.common.request.Reasons;
import dev.reprise.common.request.Request;
import dev.reprise.common.request.Selector;
import dev.reprise.migration.MigrationCatalog;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The processor {@code migrate {toVersion}}: brings assets to a schema version, a number or {@code "latest"}. Other
 * processors are unknown so far.
 *
 * <p>Threading: immutable.
 */
public final class MigrateProcessor implements Processors {

    private static final String NAME = "migrate";

    private static final String TO_VERSION = "toVersion";

    private static final String LATEST = "latest";

    private final MigrationCatalog catalog;

    /** Creates the processor over the migrations that were found sound at start. */
    public MigrateProcessor(MigrationCatalog catalog) {
        this.catalog = catalog;
    }

    @Override
    public List<String> problems(Request.Submit submit) {
        JsonNode toVersion = toVersionOf(submit);
        if (submit.selector() instanceof Selector.DeadLettersOf && toVersion != null) {
            // Their types are those of the other job, which only the coordinator knows.
            List<String> reachable = migrated().stream()
                    .filter(type -> !isVersion(toVersion) || toVersion.intValue() <= catalog.latestVersion(type))
                    .toList();
            return problems(submit, reachable);
        }
        return problems(submit, submit.selector().types());
    }

    @Override
    public List<String> problems(Request.Submit submit, Collection<String> types) {
        List<String> problems = new ArrayList<>();
        ProcessorSpec processor = submit.processor();
        if (!processor.name().equals(NAME)) {
            problems.add("unknown processor '" + Reasons.quoted(processor.name()) + "'; there is " + NAME);
            return problems;
        }
        Set<String> unknown = new TreeSet<>(processor.parameters().keySet());
        unknown.remove(TO_VERSION);
        unknown.forEach(name -> problems.add(
                "unknown field 'processor." + Reasons.quoted(name) + "' (known to " + NAME + ": " + TO_VERSION + ")"));
        JsonNode toVersion = toVersionOf(submit);
        if (toVersion == null) {
            problems.add("'processor.toVersion' is missing; it is a version number or \"latest\"");
        } else if (isLatest(toVersion) || isVersion(toVersion)) {
            typesOf(types).forEach(type -> checkVersion(type, toVersion, problems));
        } else {
            problems.add("'processor.toVersion' must be a version number from 2 or \"latest\", not "
                    + Reasons.quoted(toVersion.toString()));
        }
        return problems;
    }

    @Override
    public ResolvedProcessor resolve(Request.Submit submit, Collection<String> types) {
        JsonNode toVersion = toVersionOf(submit);
        if (toVersion == null) {
            throw new IllegalArgumentException("a submission without toVersion cannot be resolved");
        }
        Map<String, Integer> targets = new TreeMap<>();
        Map<String, String> checksums = new TreeMap<>();
        for (String type : typesOf(types)) {
            int target = isLatest(toVersion) ? catalog.latestVersion(type) : toVersion.intValue();
            if (target <= catalog.latestVersion(type)) {
                targets.put(type, target);
                checksums.putAll(catalog.checksums(type, target));
            }
        }
        return ResolvedProcessor.of(submit.processor(), checksums, targets);
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
    private Collection<String> typesOf(Collection<String> named) {
        return named.isEmpty() ? migrated() : new TreeSet<>(named);
    }

    private static @Nullable JsonNode toVersionOf(Request.Submit submit) {
        return submit.processor().parameters().get(TO_VERSION);
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
