package dev.reprise.common.request;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Tells the forms of a selector apart by their fields and reads the one that is meant. */
final class SelectorParser {

    /** Types one request may name; more is a range over every type. */
    private static final int TYPES_MAX = 100;

    /** Form of {@link dev.reprise.common.event.Failure#fingerprint()}; any other text would select nothing in silence. */
    private static final Pattern CAUSE = Pattern.compile("[0-9a-f]{12}");

    private static final String FORMS = "a selector is one of {assetType, from, to}, {assetType, query},"
            + " {assetType, ids} or {deadLettersOf, cause}";

    private final FieldReader fields;

    SelectorParser(FieldReader fields) {
        this.fields = fields;
    }

    @Nullable
    Selector parse() {
        Long given = fields.wholeNumber("sample", 1, Selector.SAMPLE_MAX);
        Integer sample = given == null ? null : given.intValue();
        int forms = count("query") + count("ids") + count("deadLettersOf");
        if (forms > 1) {
            fields.noteHere("mixes several forms; " + FORMS);
            return null;
        }
        if (fields.has("query")) {
            return byQuery(sample);
        }
        if (fields.has("ids")) {
            return byIds(sample);
        }
        return fields.has("deadLettersOf") ? deadLettersOf(sample) : byType(sample);
    }

    private int count(String name) {
        return fields.has(name) ? 1 : 0;
    }

    private @Nullable Selector byType(@Nullable Integer sample) {
        fields.refuseUnknownFields(Set.of("assetType", "from", "to", "sample"));
        List<String> types = fields.texts("assetType", TYPES_MAX, AssetTypeRule.CHARS_MAX);
        if (types != null) {
            types.forEach(this::requireType);
        }
        Instant from = fields.instant("from");
        Instant to = fields.instant("to");
        if (from != null && to != null && !from.isBefore(to)) {
            fields.note("from", "must be before 'to': " + from + " is not before " + to);
        }
        if (!fields.has("assetType") && !(fields.has("from") && fields.has("to"))) {
            fields.note("assetType", "is missing; only a selection with both 'from' and 'to' may leave it out");
            return null;
        }
        return new Selector.ByType(types, from, to, sample);
    }

    private @Nullable Selector byQuery(@Nullable Integer sample) {
        fields.refuseUnknownFields(Set.of("assetType", "query", "sample"));
        String type = fields.requiredText("assetType", AssetTypeRule.CHARS_MAX);
        requireType(type);
        JsonNode query = fields.node("query");
        if (query == null || !query.isObject() || query.isEmpty()) {
            fields.note("query", "must be the body of an Elasticsearch query, an object");
            return null;
        }
        query = fields.boundedTree("query");
        return type == null || query == null ? null : new Selector.ByQuery(type, query, sample);
    }

    private @Nullable Selector byIds(@Nullable Integer sample) {
        fields.refuseUnknownFields(Set.of("assetType", "ids", "sample"));
        String type = fields.requiredText("assetType", AssetTypeRule.CHARS_MAX);
        requireType(type);
        List<String> texts = fields.texts("ids", Selector.IDS_MAX, FieldReader.TEXT_CHARS_MAX);
        List<UUID> ids = new ArrayList<>();
        for (String text : texts == null ? List.<String>of() : texts) {
            UUID id = timeBased(text);
            if (id == null) {
                fields.note("ids", "must hold time-based UUIDs (version 1); '" + Reasons.quoted(text) + "' is none");
                return null;
            }
            ids.add(id);
        }
        return type == null || texts == null ? null : new Selector.ByIds(type, ids, sample);
    }

    private @Nullable Selector deadLettersOf(@Nullable Integer sample) {
        fields.refuseUnknownFields(Set.of("deadLettersOf", "cause", "sample"));
        String job = fields.requiredText("deadLettersOf");
        fields.requireThat(
                "deadLettersOf",
                job,
                id -> RequestParser.JOB_ID.matcher(id).matches(),
                "must match " + RequestParser.JOB_ID.pattern());
        String cause = fields.text("cause");
        fields.requireThat("cause", cause, text -> CAUSE.matcher(text).matches(), "must match " + CAUSE.pattern());
        return job == null ? null : new Selector.DeadLettersOf(job, cause, sample);
    }

    private void requireType(@Nullable String type) {
        fields.requireThat("assetType", type, AssetTypeRule::holds, AssetTypeRule.WORDS);
    }

    private static @Nullable UUID timeBased(String text) {
        try {
            UUID id = UUID.fromString(text);
            return id.version() == 1 && id.toString().equalsIgnoreCase(text) ? id : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
