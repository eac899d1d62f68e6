package dev.reprise.fillindex;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.reprise.common.assets.TableShape;
import dev.reprise.common.request.ProcessorSpec;
import dev.reprise.common.request.Reasons;
import dev.reprise.processor.Circumstances;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a request asks for, checked against the table as it is.
 *
 * <p>Threading: one thread.
 */
final class IndexRequest {

    private static final Pattern TABLE_NAME = Pattern.compile("(\\w{1,48}\\.)?\\w{1,222}");

    private static final int COLUMNS_MAX = 64;

    private static final int SOURCE_CHARS_MAX = 200;

    private final AssetColumns names;
    private final Circumstances known;
    private final List<String> problems = new ArrayList<>();

    IndexRequest(AssetColumns names, Circumstances known) {
        this.names = names;
        this.known = known;
    }

    /** Returns everything that is wrong, in words. */
    List<String> problems() {
        return problems;
    }

    /** Reads the request; empty when something is wrong. Otherwise returns what is to be pinned. */
    Optional<Map<String, String>> read(ProcessorSpec requested) {
        problems.addAll(requested.unknownParameters(IndexPlan.TABLE, IndexPlan.COLUMNS));
        Optional<TableShape> table = table(requested.parameters().get(IndexPlan.TABLE));
        Map<String, String> sources = sources(requested.parameters().get(IndexPlan.COLUMNS));
        if (problems.isEmpty()) {
            check(table.orElseThrow(), sources);
        }
        return problems.isEmpty() ? Optional.of(IndexPlan.pinned(table.orElseThrow(), sources)) : Optional.empty();
    }

    private Optional<TableShape> table(@Nullable JsonNode given) {
        if (given == null
                || !given.isTextual()
                || !TABLE_NAME.matcher(given.textValue()).matches()) {
            problems.add("'processor.table' must be the name of a table, with or without its keyspace");
            return Optional.empty();
        }
        Optional<TableShape> table = known.table(given.textValue());
        if (table.isEmpty()) {
            problems.add("'processor.table': there is no table " + given.textValue() + "; create it first");
        } else if (names.isOwn(table.get().name())) {
            problems.add("'processor.table' must not be " + table.get().name() + ", in which the assets are");
        }
        return table;
    }

    private Map<String, String> sources(@Nullable JsonNode given) {
        Map<String, String> sources = new TreeMap<>();
        if (given == null || !given.isObject() || given.isEmpty() || given.size() > COLUMNS_MAX) {
            problems.add("'processor.columns' must say for each column of the table, at most " + COLUMNS_MAX
                    + ", where its value comes from");
            return sources;
        }
        given.properties().forEach(field -> {
            String source = field.getValue().isTextual() ? field.getValue().textValue() : "";
            if (isSource(source)) {
                sources.put(field.getKey(), source);
            } else {
                problems.add("'processor.columns." + Reasons.quoted(field.getKey())
                        + "' must be a JSON pointer into the payload, such as /title, or one of the columns "
                        + String.join(", ", names.names()) + " of the asset");
            }
        });
        return sources;
    }

    private boolean isSource(String source) {
        if (names.names().contains(source)) {
            return true;
        }
        if (!source.startsWith("/") || source.length() > SOURCE_CHARS_MAX) {
            return false;
        }
        try {
            return JsonPointer.compile(source) != null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private void check(TableShape table, Map<String, String> sources) {
        sources.forEach((name, source) -> table.column(name)
                .ifPresentOrElse(
                        column -> check(column, source),
                        () -> problems.add("the table " + table.name() + " has no column " + Reasons.quoted(name))));
        table.key().stream()
                .filter(column -> !sources.containsKey(column.name()))
                .forEach(column -> problems.add("'processor.columns' lacks the column " + column.name()
                        + ", which is of the primary key of " + table.name()));
        boolean hasId = table.key().stream().anyMatch(column -> names.assetId().equals(sources.get(column.name())));
        if (!hasId) {
            problems.add("the primary key of " + table.name() + " must have a column with the " + names.assetId()
                    + " of the asset, or assets with the same value would share an entry");
        }
    }

    private void check(TableShape.Column column, String source) {
        if (column.kind() == TableShape.Kind.STATIC) {
            problems.add("the column " + column.name() + " is static, and an entry is one row");
        } else if (source.startsWith("/")) {
            if (ColumnType.of(column.type()).isEmpty()) {
                problems.add("the column " + column.name() + " has the type " + column.type()
                        + ", which no value of a payload is stored in; there is " + ColumnType.known());
            }
        } else if (!names.types(source).contains(column.type())) {
            problems.add("the column " + column.name() + " has the type " + column.type() + ", and " + source
                    + " needs " + String.join(" or ", new TreeSet<>(names.types(source))));
        }
    }
}
