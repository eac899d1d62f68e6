package dev.reprise.idproducer.plan;

import com.fasterxml.jackson.databind.JsonNode;
import dev.reprise.common.request.ProcessorSpec;
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
        List<String> problems = new ArrayList<>();
        if (!(submit.selector() instanceof Selector.ByType)) {
            problems.add("'selector' has a form that is not served yet; {assetType, from, to} is");
        } else if (submit.selector().sample() != null) {
            problems.add("'selector.sample' is not served yet");
        }
        if (submit.mode() != dev.reprise.common.request.Mode.RUN) {
            problems.add("'mode' " + submit.mode().word() + " is not served yet");
        }
        ProcessorSpec processor = submit.processor();
        if (!processor.name().equals(NAME)) {
            problems.add("unknown processor '" + processor.name() + "'; there is " + NAME);
            return problems;
        }
        Set<String> unknown = new TreeSet<>(processor.parameters().keySet());
        unknown.remove(TO_VERSION);
        unknown.forEach(name ->
                problems.add("unknown field 'processor." + name + "' (known to " + NAME + ": " + TO_VERSION + ")"));
        JsonNode toVersion = processor.parameters().get(TO_VERSION);
        if (toVersion == null) {
            problems.add("'processor.toVersion' is missing; it is a version number or \"latest\"");
        } else if (isLatest(toVersion) || isVersion(toVersion)) {
            types(submit).forEach(type -> checkVersion(type, toVersion, problems));
        } else {
            problems.add("'processor.toVersion' must be a version number from 2 or \"latest\", not " + toVersion);
        }
        return problems;
    }

    @Override
    public ResolvedProcessor resolve(Request.Submit submit) {
        JsonNode toVersion = submit.processor().parameters().get(TO_VERSION);
        if (toVersion == null) {
            throw new IllegalArgumentException("a submission without toVersion cannot be resolved");
        }
        Map<String, Integer> targets = new TreeMap<>();
        Map<String, String> checksums = new TreeMap<>();
        for (String type : types(submit)) {
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
            problems.add("there is no migration of '" + type + "'; known are " + migrated());
        } else if (!isLatest(toVersion) && toVersion.intValue() > latest) {
            problems.add(
                    "there is no migration of '" + type + "' to version " + toVersion + "; the latest is " + latest);
        }
    }

    /** Types that the request names; every migrated one where it names none. */
    private Collection<String> types(Request.Submit submit) {
        List<String> named = submit.selector().types();
        return named.isEmpty() ? migrated() : new TreeSet<>(named);
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
